//! The kinds of inconsistency. The names are the slugs that rules are known by; what each means is said in the rule files.

/// A kind of inconsistency; `kind = "percent-change"` in a rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberKind {
    /// Footing error.
    PartsTotal,
    /// Shares do not make 100.
    PercentSum,
    /// Footing, cross-footing.
    TableTotal,
    /// Period aggregation.
    SubtotalPeriod,
    /// Margin, balance.
    NetDifference,
    /// Part larger than whole.
    SubsetExceedsSet,
    /// Announced count.
    CountList,
    /// Respectively mismatch.
    RespectivelyArity,
    /// Gap or repeat in enumerators.
    OrdinalSequence,
    /// Score, series, votes.
    TallyOutcome,
    /// Inclusion-exclusion.
    GroupOverlap,
    /// Attendance over capacity; occupancy over 100%.
    Capacity,
    /// Percent-ratio pair.
    PercentOfBase,
    /// Relative change.
    PercentChange,
    /// Head v. text.
    HeadlineBody,
    /// Verb v. values.
    Direction,
    /// Multiplier word.
    MultipleWord,
    /// Percentage point.
    PercentVsPoint,
    /// Fraction/proportion mismatch.
    FractionPercent,
    /// Quantifier mismatch.
    MajorityWord,
    /// Superlative, rank, "more than".
    ComparativeOrder,
    /// Stated ratio.
    Ratio,
    /// Per-unit, per-capita, per-period.
    RateArith,
    /// Mean x n.
    AverageTotal,
    /// Mean outside range.
    AverageRange,
    /// Chained change.
    CompoundPercent,
    /// Impossible share/decrease.
    PercentRange,
    /// Removing a rate.
    ReversePercent,
    /// Per cent per n.
    RateUnit,
    /// Ratio of temperatures.
    IntervalScale,
    /// Grim.
    MeanGranularity,
    /// Statcheck.
    Pvalue,
    /// Estimate outside its ci; asymmetric ratio ci.
    CiEstimate,
    /// Lead v. moe.
    MarginOfError,
    /// Repeated figure differs.
    SameQuantity,
    /// Scale slip.
    Magnitude,
    /// Two pairs imply one base.
    ImpliedTotal,
    /// Words and figures.
    WordDigit,
    /// Figure/table v. prose.
    CaptionText,
    /// Text table.
    TextTable,
    /// Equal values presented as different.
    EqualComparison,
    /// Dangling reference.
    Crossref,
    /// Weekday date.
    WeekdayDate,
    /// Impossible date.
    ImpossibleDate,
    /// Ended before started; died before born.
    DateOrder,
    /// Duration.
    Duration,
    /// Anniversary.
    ElapsedYears,
    /// Age v. birth (and death).
    AgeDates,
    /// Decade century.
    DecadeCentury,
    /// Clock duration.
    ClockDuration,
    /// Clock timezone.
    ClockTimezone,
    /// Relative date.
    RelativeDate,
    /// Fiscal period.
    FiscalPeriod,
    /// Sequence years.
    SequenceYears,
    /// Unit conversion.
    UnitConversion,
    /// Offset error.
    TemperatureDifference,
    /// Currency conversion.
    CurrencyConversion,
    /// Power v. energy, density etc..
    UnitMismatch,
    /// Dimension product.
    Geometry,
    /// Range reversed.
    RangeReversed,
    /// Elided scale.
    RangeScale,
    /// Mixed separators; malformed groups.
    NumberFormat,
    /// Checksum.
    Checksum,
    /// Hedge direction.
    HedgeDirection,
    /// Style.
    SpuriousPrecision,
}
