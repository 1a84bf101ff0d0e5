//! British and American spelling by rule, for the families whose words are too many to list.
//!
//! `to_british` and `to_american` answer only where spelling and stem leave no doubt, for inflected words as well as
//! lemmas; the pairs in `rules/consistency/spelling.toml` hold the rest. They do not say which spelling a text should
//! have, and an answer does not make the word an error: Oxford English writes *organize* too. Words and grammar that
//! differ (*lift*, *elevator*) are not spelling, and names are not looked at: callers leave *Labour Party* alone.

use super::Form;
use super::doubling::{BRITISH, Doubling};
use super::inflect::inflect_in;

/// The four spellings that a desk may ask for: `Dialect::Canadian` writes *colour* and *organize*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// *color*, *organize*, *traveled*
    American,
    /// *colour*, *organise* (or, at Oxford, *organize*), *travelled*
    British,
    /// *colour*, *organize*, *travelled*
    Canadian,
    /// *colour*, *organise*, *travelled*
    Australian,
}

/// The spelling that a rule or a house asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Norm {
    /// *color, organize*
    American,
    /// *colour, organise*
    British,
    /// *colour, organize*, as Oxford writes
    Oxford,
    /// *colour, organize, analyze*
    Canadian,
    /// *colour, organise*
    Australian,
}

impl Dialect {
    /// How this dialect doubles an unstressed `l`: only `Dialect::American` leaves it single.
    pub fn doubling(self) -> Doubling {
        if self == Dialect::American { Doubling::American } else { Doubling::British }
    }

    /// Which column of the spelling list a family follows: `Dialect::Canadian.is_british_in("ise")` is false.
    ///
    /// `family` is a name from `spelling.toml`. Canada writes *organize*, *tire* and *analyze* with the Americans, and
    /// *colour*, *centre*, *travelled*, *defence* and *catalogue* with the British.
    pub fn is_british_in(self, family: &str) -> bool {
        match self {
            Dialect::American => false,
            Dialect::British | Dialect::Australian => true,
            Dialect::Canadian => matches!(family, "our" | "re" | "ogue" | "ence" | "l-doubling" | "licence"),
        }
    }
}

/// The British spelling of a lower-case American word, where it is certain: `to_british("colored")` is *coloured*.
///
/// `None` for words that are good in both (*program*, *prize*) and for words that are British already.
pub fn to_british(word: &str) -> Option<String> {
    our(word, "or", "our")
        .or_else(|| re(word, true))
        .or_else(|| yse(word, "lyz", "lys").map(|british| vowels(&british, true).unwrap_or(british)))
        .or_else(|| listed(word, true))
        .or_else(|| ise(word, 'z', 's').map(|british| vowels(&british, true).unwrap_or(british)))
        .or_else(|| doubled(word, Doubling::American, Doubling::British))
        .or_else(|| vowels(word, true))
}

/// The American spelling of a lower-case British word, where it is certain: `to_american("centred")` is *centered*.
///
/// `None` for words that are always spelt with s (*advertise*), and where a noun stands in the way (*analyses*).
pub fn to_american(word: &str) -> Option<String> {
    our(word, "our", "or")
        .or_else(|| re(word, false))
        .or_else(|| yse(word, "lys", "lyz").map(|american| vowels(&american, false).unwrap_or(american)))
        .or_else(|| listed(word, false))
        .or_else(|| ise(word, 's', 'z').map(|american| vowels(&american, false).unwrap_or(american)))
        .or_else(|| doubled(word, Doubling::British, Doubling::American))
        .or_else(|| vowels(word, false))
}

/// Stems in -or that the British write -our. *Glamour* is *glamour* in America too, *tremor* and *error* are -or everywhere.
#[rustfmt::skip] // packed: one word a line would hide the code
const OUR_STEMS: &[&str] = &[
    "arb", "ard", "arm", "behavi", "belab", "cand", "clam", "clang", "col", "demean", "dol", "endeav", "enam", "fav",
    "ferv", "flav", "harb", "hon", "hum", "lab", "misbehavi", "neighb", "od", "parl", "ranc", "rig", "rum", "sav", "savi",
    "splend", "succ", "tum", "val", "vap", "vig", "watercol", "tricol", "discol", "disfav", "dishon",
];

/// First parts that may stand before a stem above.
const OUR_PREFIXES: &[&str] =
    &["un", "dis", "mis", "re", "over", "multi", "bi", "de", "non", "self-", "off-", "multi-", "anti-"];

/// What may follow -our. Latin endings are absent on purpose: *honorary*, *humorous*, *coloration* and *laborious* have none.
#[rustfmt::skip] // packed: one word a line would hide the code
const OUR_ENDINGS: &[&str] = &[
    "", "s", "ed", "ing", "ings", "er", "ers", "able", "ably", "ful", "fully", "fulness", "less", "lessly", "ite", "ites",
    "itism", "hood", "hoods", "ly", "liness", "edly",
];

fn our(word: &str, from: &str, to: &str) -> Option<String> {
    // The word is stem + from + ending, and the stem may have a first part; `or` stands within `our`, hence the search
    // for each place where it fits.
    word.match_indices(from).find_map(|(at, _)| {
        let (stem, rest) = word.split_at(at);
        let ending = rest.strip_prefix(from)?;
        let known = |stem: &str| OUR_STEMS.contains(&stem);
        let stem_fits = known(stem) || OUR_PREFIXES.iter().any(|first| stem.strip_prefix(first).is_some_and(known));
        (stem_fits && our_ending(stem, ending)).then(|| format!("{stem}{to}{ending}"))
    })
}

/// A few endings go with one stem only: *armoury*, *savoury*, *behavioural*, but *humoral* and *tumoral*.
fn our_ending(stem: &str, ending: &str) -> bool {
    // Latin *dolor*, *rigor* and *arbor* are read in science and names; alone they are not certain.
    let doubtful = matches!(stem, "dol" | "arb") && ending.is_empty();
    let own = match stem {
        "arm" => matches!(ending, "y" | "ies" | "ied"),
        "sav" | "unsav" => matches!(ending, "y" | "ies"),
        "behavi" => matches!(ending, "al" | "ally" | "ism" | "ist" | "ists"),
        _ => false,
    };
    !doubtful && (own || OUR_ENDINGS.contains(&ending))
}

/// Stems whose -er is -re in Britain. *Meter* is missing: as an instrument it is *meter* everywhere.
#[rustfmt::skip] // packed: one word a line would hide the code
const RE_STEMS: &[&str] = &[
    "accout", "amphitheat", "calib", "cent", "centilit", "centimet", "decilit", "decimet", "epicent", "fib", "goit",
    "hypocent", "kilolit", "kilomet", "lit", "lust", "meag", "microfib", "micromet", "millilit", "millimet", "nanomet",
    "reconnoit", "recent", "sab", "salpet", "saltpet", "scept", "sepulch", "somb", "spect", "theat", "tit", "hectolit",
    "multicent",
];

fn re(word: &str, to_british: bool) -> Option<String> {
    RE_STEMS.iter().find_map(|stem| {
        let rest = word.strip_prefix(stem)?;
        let verbal = matches!(*stem, "cent" | "recent" | "multicent" | "accout" | "reconnoit");
        let changed = match (to_british, rest) {
            // A *micrometer* is an instrument as well.
            (true, "er" | "ers") if *stem == "micromet" => return None,
            (true, "er") => "re",
            (true, "ers") => "res",
            (true, "ered") if verbal => "red",
            (true, "ering") if verbal => "ring",
            (false, "re") => "er",
            (false, "res") => "ers",
            (false, "red") if verbal => "ered",
            (false, "ring") if verbal => "ering",
            _ => return None,
        };
        Some(format!("{stem}{changed}"))
    })
}

/// *analyze*, *paralysed*, *catalyser*. *Analyses* is the plural of *analysis* as well, so it is left alone.
fn yse(word: &str, from: &str, to: &str) -> Option<String> {
    let at = word.rfind(from)?;
    let (stem, rest) = word.split_at(at);
    let ending = rest.strip_prefix(from)?;
    let noun = from == "lys" && ending == "es";
    let known = matches!(ending, "e" | "es" | "ed" | "ing" | "er" | "ers" | "able");
    (stem.len() > 1 && known && !noun).then(|| format!("{stem}{to}{ending}"))
}

/// Lemmas in -ise that are no verbs in -ize at all: from Latin, from French, or with -wise.
#[rustfmt::skip] // packed: one word a line would hide the code
const ALWAYS_ISE: &[&str] = &[
    "advertise", "abscise", "advise", "affranchise", "anise", "apprise", "arise", "chastise", "chemise", "cerise",
    "circumcise", "comprise", "compromise", "concise", "demise", "despise", "devise", "disenfranchise", "disfranchise",
    "disguise", "emprise", "enfranchise", "enterprise", "excise", "ercise", "exercise", "exorcise", "expertise",
    "franchise", "fraise", "guise", "imprecise", "improvise", "incise", "marquise", "merchandise", "mise", "misadvise",
    "moonrise", "overexercise", "paradise", "practise", "precise", "premise", "previse", "promise", "remise", "reprise",
    "reenfranchise", "revise", "rise", "sunrise", "supervise", "surmise", "surprise", "televise", "treatise", "uprise",
    "valise", "vise", "wise", "high-rise", "low-rise",
];

/// Lemmas in -ize that are -ize in every English.
#[rustfmt::skip] // packed: one word a line would hide the code
const ALWAYS_IZE: &[&str] = &[
    "apprize", "assize", "baize", "capsize", "downsize", "maize", "midsize", "misprize", "outsize", "oversize",
    "plus-size", "prize", "resize", "rightsize", "seize", "size", "supersize", "undersize", "upsize", "king-size",
    "life-size", "prise",
];

/// Endings of the -ize family, with what makes the lemma of them again.
#[rustfmt::skip] // packed: one word a line would hide the code
const IZE_ENDINGS: &[&str] = &[
    "e", "es", "ed", "ing", "ings", "er", "ers", "ation", "ations", "ational", "ationally", "able", "ability", "edly",
];

fn ise(word: &str, from: char, to: char) -> Option<String> {
    let (at, _) = word.rmatch_indices(from).find(|(at, _)| word.get(..*at).is_some_and(|stem| stem.ends_with('i')))?;
    let stem = word.get(..at)?;
    let ending = word.get(at + 1..)?;
    let british = format!("{stem}se");
    let american = format!("{stem}ze");
    // *noise*, *raise* and *cruise* have a vowel before their i; *judaize* and *archaize* are left to the list.
    let root = stem.strip_suffix('i')?;
    let vowel_before = root.ends_with(['a', 'e', 'i', 'o', 'u', 'w']) && !root.ends_with("ego");
    let short = root.len() < 3 || !root.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
    let never = ALWAYS_ISE.iter().any(|lemma| british == *lemma || (lemma.len() > 5 && british.ends_with(lemma)))
        || ALWAYS_IZE.contains(&american.as_str())
        || is_noun_in_is(stem, ending);
    let wise =
        british.ends_with("wise") || british.ends_with("rise") && !british.ends_with("orise") && !is_rize(&british);
    if vowel_before || short || never || wise || !IZE_ENDINGS.contains(&ending) {
        return None;
    }
    Some(format!("{stem}{to}{ending}"))
}

/// *metropolises*, *trellised*, *mantises*: nouns in -is, whose plurals look like verbs in -ise.
fn is_noun_in_is(stem: &str, ending: &str) -> bool {
    #[rustfmt::skip] // packed: one word a line would hide the code
    const NOUNS: &[&str] = &[
        "amarylli", "cannabi", "chrysali", "clemati", "clitori", "epidermi", "haggi", "ibi", "iri", "manti", "marqui",
        "morti", "orchi", "pelvi", "peni", "portculli", "tenni", "trelli", "propoli", "caddi", "glotti",
    ];
    let endings = matches!(ending, "es" | "ed" | "ing" | "e" | "er" | "ers");
    endings
        && (NOUNS.contains(&stem)
            || (ending == "es" && ["iti", "osi", "poli", "psi"].iter().any(|tail| stem.ends_with(tail))))
}

/// Verbs in -rise that are of the family (*characterise*), apart from *rise* and its compounds (*sunrise*).
fn is_rize(british: &str) -> bool {
    ["arise", "erise", "urise", "trise", "yrise"].iter().any(|tail| british.ends_with(tail)) && british != "arise"
}

/// Words of small families, American and British.
const LISTED: &[(&str, &str)] = &[
    ("defense", "defence"),
    ("offense", "offence"),
    ("pretense", "pretence"),
    ("defenseless", "defenceless"),
    ("catalog", "catalogue"),
    ("cataloged", "catalogued"),
    ("cataloging", "cataloguing"),
    ("cataloger", "cataloguer"),
    ("colorize", "colourise"),
    ("decolorize", "decolourise"),
    ("sulfurize", "sulphurise"),
    ("desulfurize", "desulphurise"),
    ("metalize", "metallise"),
    ("crystallize", "crystallise"),
    ("tranquilize", "tranquillise"),
    ("gray", "grey"),
    ("mold", "mould"),
    ("molt", "moult"),
    ("smolder", "smoulder"),
    ("plow", "plough"),
    ("aluminum", "aluminium"),
    ("skeptic", "sceptic"),
    ("skeptical", "sceptical"),
    ("skepticism", "scepticism"),
    ("mustache", "moustache"),
    ("jewelry", "jewellery"),
    ("marvelous", "marvellous"),
    ("woolen", "woollen"),
    ("skillful", "skilful"),
    ("willful", "wilful"),
    ("fulfillment", "fulfilment"),
    ("installment", "instalment"),
    ("enrollment", "enrolment"),
    ("pajama", "pyjama"),
    ("sulfur", "sulphur"),
    ("tranquility", "tranquillity"),
    ("councilor", "councillor"),
    ("counselor", "counsellor"),
    ("traveler", "traveller"),
    ("signaler", "signaller"),
    ("modeler", "modeller"),
    ("jeweler", "jeweller"),
    ("quarreler", "quarreller"),
    ("libelous", "libellous"),
];

fn listed(word: &str, to_british: bool) -> Option<String> {
    LISTED.iter().find_map(|(american, british)| {
        let (from, to) = if to_british { (american, british) } else { (british, american) };
        if word == *from {
            return Some((*to).to_owned());
        }
        // *colorize* and *colourise* both lose their e; after a final e on one side alone the endings differ, and such
        // forms stand in the list by themselves.
        if let (Some(from), Some(to)) = (from.strip_suffix('e'), to.strip_suffix('e')) {
            let ending = word.strip_prefix(from)?;
            return matches!(ending, "es" | "ed" | "ing" | "er" | "ers" | "ation").then(|| format!("{to}{ending}"));
        }
        let ending = word.strip_prefix(*from).filter(|ending| matches!(*ending, "s" | "ed" | "ing" | "ly"))?;
        (ending == "s" || !(from.ends_with('e') || to.ends_with('e'))).then(|| format!("{to}{ending}"))
    })
}

/// *traveled* and *travelled*, *canceling* and *cancelling*: the verbs that only the British double.
fn doubled(word: &str, from: Doubling, to: Doubling) -> Option<String> {
    [("ed", Form::Past), ("ing", Form::Gerund)].into_iter().find_map(|(ending, form)| {
        let stem = word.strip_suffix(ending)?;
        let lemma = BRITISH.iter().find(|lemma| stem.starts_with(**lemma) && stem.len() <= lemma.len() + 1)?;
        (inflect_in(lemma, form, from) == word).then(|| inflect_in(lemma, form, to))
    })
}

/// Greek vowels that America writes as e; each piece is long enough to stand in no other word.
const VOWELS: &[(&str, &str)] = &[
    ("anemi", "anaemi"),
    ("anesthe", "anaesthe"),
    ("bacteremi", "bacteraemi"),
    ("celiac", "coeliac"),
    ("diarrhe", "diarrhoe"),
    ("dyspnea", "dyspnoea"),
    ("edema", "oedema"),
    ("esophag", "oesophag"),
    ("estrogen", "oestrogen"),
    ("glycemi", "glycaemi"),
    ("gonorrhe", "gonorrhoe"),
    ("gynecolog", "gynaecolog"),
    ("hematolog", "haematolog"),
    ("hematoma", "haematoma"),
    ("hemodialy", "haemodialy"),
    ("hemoglobin", "haemoglobin"),
    ("hemoly", "haemoly"),
    ("hemophili", "haemophili"),
    ("hemorrhag", "haemorrhag"),
    ("hemorrhoid", "haemorrhoid"),
    ("ischemi", "ischaemi"),
    ("leukemi", "leukaemi"),
    ("orthopedic", "orthopaedic"),
    ("paleolithic", "palaeolithic"),
    ("paleontolog", "palaeontolog"),
    ("pediatric", "paediatric"),
    ("pedophil", "paedophil"),
    ("septicemi", "septicaemi"),
    ("toxemi", "toxaemi"),
    ("uremi", "uraemi"),
];

fn vowels(word: &str, to_british: bool) -> Option<String> {
    // The verb loses its e as well: *maneuver*, *maneuvering*, but *manoeuvre*, *manoeuvring*.
    let (first, bare) = word.strip_prefix("out").map_or(("", word), |bare| ("out", bare));
    let rest = if to_british { bare.strip_prefix("maneuver") } else { bare.strip_prefix("manoeuvr") };
    if let Some(rest) = rest {
        let changed = match (to_british, rest) {
            (true, "") => "manoeuvre",
            (true, "s") => "manoeuvres",
            (true, "ed") => "manoeuvred",
            (true, "ing") => "manoeuvring",
            (true, "able") => "manoeuvrable",
            (true, "ability") => "manoeuvrability",
            (false, "e") => "maneuver",
            (false, "es") => "maneuvers",
            (false, "ed") => "maneuvered",
            (false, "ing") => "maneuvering",
            (false, "able") => "maneuverable",
            (false, "ability") => "maneuverability",
            _ => return None,
        };
        return Some(format!("{first}{changed}"));
    }
    VOWELS.iter().find_map(|(american, british)| {
        let (from, to) = if to_british { (american, british) } else { (british, american) };
        // A word that has the British piece is British already: *estrogen* lies within *oestrogen*.
        // *gastroesophageal* and *angioedema* have an o of their own, so what begins with oe must begin the word.
        let placed = if british.starts_with("oe") { word.starts_with(from) } else { word.contains(from) };
        let fits = placed && !(to_british && word.contains(british));
        fits.then(|| word.replacen(from, to, 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        let table = "color colour, colored coloured, coloring colouring, colorful colourful, favorite favourite, honor honour,
            dishonored dishonoured, neighborhood neighbourhood, neighboring neighbouring, behavior behaviour, behavioral behavioural,
            labor labour, laborers labourers, armored armoured, armory armoury, harbor harbour, humor humour, humorless humourless,
            rumor rumour, rumors rumours, savior saviour, savory savoury, unfavorable unfavourable, vigor vigour, endeavors endeavours,
            watercolor watercolour, parlor parlour, tumor tumour, flavoring flavouring, splendor splendour, odorless odourless,
            center centre, centered centred, centering centring, centers centres, theater theatre, theaters theatres, fiber fibre,
            liter litre, kilometers kilometres, millimeter millimetre, somber sombre, meager meagre, specter spectre, caliber calibre,
            luster lustre, epicenter epicentre, amphitheater amphitheatre,
            organize organise, organized organised, organization organisation, organizer organiser, realize realise, realizing realising,
            recognize recognise, recognizable recognisable, apologizes apologises, criticized criticised, emphasize emphasise,
            privatization privatisation, mobilized mobilised, authorized authorised, summarize summarise, characterize characterise,
            prioritize prioritise, modernization modernisation, unrecognized unrecognised, popularized popularised, memorize memorise,
            computerized computerised, terrorized terrorised, polarized polarised, symmetrize symmetrise, industrialized industrialised,
            jeopardize jeopardise, subsidized subsidised, legalization legalisation, specializes specialises, sterilized sterilised,
            analyze analyse, analyzed analysed, analyzing analysing, paralyzed paralysed, catalyzer catalyser, psychoanalyze psychoanalyse,
            defense defence, offenses offences, pretense pretence, catalog catalogue, cataloged catalogued, gray grey, mold mould,
            skeptical sceptical, jewelry jewellery, aluminum aluminium, fulfillment fulfilment, plowing ploughing, molded moulded,
            traveled travelled, traveling travelling, traveler traveller, canceled cancelled, canceling cancelling, fueled fuelled,
            labeling labelling, modeled modelled, signaling signalling, totaled totalled, dialing dialling, quarreled quarrelled,
            marvelous marvellous, counselor counsellor, counselors counsellors, unraveled unravelled, initialed initialled,
            anemia anaemia, anesthetic anaesthetic, diarrhea diarrhoea, edema oedema, estrogen oestrogen, hemorrhage haemorrhage,
            leukemia leukaemia, pediatric paediatric, pediatrician paediatrician, gynecologist gynaecologist, maneuver manoeuvre,
            maneuvering manoeuvring, hypoglycemia hypoglycaemia, hemolyze haemolyse, desulfurization desulphurisation, orthopedic orthopaedic, pedophile paedophile, hemophilia haemophilia";
        for pair in table.split(',') {
            let Some((american, british)) = pair.trim().split_once(' ') else { panic!("{pair}") };
            assert_eq!(to_british(american).as_deref(), Some(british), "{american}");
            assert_eq!(to_american(british).as_deref(), Some(american), "{british}");
            assert_eq!(to_british(british), None, "{british} is British");
            assert_eq!(to_american(american), None, "{american} is American");
        }
    }

    #[test]
    fn silent_where_not_certain() {
        for word in "advertise advertised advertising surprise surprised exercise exercises revise revised supervise supervised
            improvise improvised improvisation promise promised promising premise compromise rise rises rising arise arising sunrise
            wise wiser otherwise likewise clockwise enterprise expertise franchise franchised merchandise paradise precise concise
            noise raise raised praise cruise cruiser bruise disguise disguised poise tortoise liaise braise size sized prize prized
            seize seized capsize capsized resize oversized maize baize televise televised chastise despise devise devised advise
            adviser advised advisable circumcise excise incise exorcise surmise demise apprise comprise practise miser kaiser riser
            visor program disk meter meters dialogue analog analyses paralyses analysis analyst tremor error terror horror mirror
            actor doctor author honorary humorous laborious glamorous vigorous rigorous coloration humoral tumoral glamour
            hour four tour pour flour detour contour devour scour tournament course journal our your enter offer water number paper
            silver letter monster minister sister master october tire curb check story jail judgment license practice whiskey
            parallel paralleled appealed revealed controlled controlling compelled expelled rebelled propelled patrolled excelled
            feeling healing sealed failed sailed boiled called filled rolled telling fetal medieval encyclopedia archeology aesthetic
            acre ogre massacre mediocre genre euchre timbre wiseacre more are here acres hundred hatred sacred bored stared ring string
            visit visited hospital basis crisis thesis tourism baptism this his is ise ize ising ising organ organism isle island
            raisin poison prison reason season risen citizen horizon dozen frozen size's frieze breeze freeze gaze bronze 日本 żółć"
            .split_whitespace()
            .filter(|word| !word.ends_with('?'))
        {
            assert_eq!(to_british(word), None, "{word}");
            assert_eq!(to_american(word), None, "{word}");
        }
    }

    #[test]
    fn four_dialects() {
        assert!(Dialect::Canadian.is_british_in("our"));
        assert!(!Dialect::Canadian.is_british_in("ise"));
        assert!(Dialect::Australian.is_british_in("ise"));
        assert_eq!(Dialect::Canadian.doubling(), Doubling::British);
        assert_eq!(Dialect::American.doubling(), Doubling::American);
    }
}
