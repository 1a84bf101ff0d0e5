//! Making a form of a lemma: *run* to *running*, *child* to *children*, *occur* to *occurred*.
//!
//! The file believes its caller that the lemma is a lower-case word of a kind that takes the form. It knows no parts of
//! speech, no meaning and no capitals. The way back is in `lemmas.rs`; comparison of adjectives in `compare.rs`.

use super::doubling::{self, Doubling};
use super::irregular;
use super::{compare, nouns};

// The two directions are one subject to a caller: both are reached through this module.
pub use super::lemmas::{is_form_of, lemmas};

/// What has been done to a lemma: `Form::Gerund` makes *running* of *run*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// the lemma itself: *run*, *dog*, *big*; and *am*, *are* of *be*
    Base,
    /// plural of a noun: *dogs*, *children*
    Plural,
    /// third person singular, present: *runs*, *is*
    Third,
    /// past: *walked*, *went*
    Past,
    /// past participle: *walked*, *gone*
    Participle,
    /// the form in `-ing`: *running*
    Gerund,
    /// comparative: *bigger*, *worse*
    Comparative,
    /// superlative: *biggest*, *worst*
    Superlative,
}

impl Form {
    /// All forms, in the order above: `Form::ALL.len()` is 8.
    pub const ALL: [Form; 8] = [
        Form::Base,
        Form::Plural,
        Form::Third,
        Form::Past,
        Form::Participle,
        Form::Gerund,
        Form::Comparative,
        Form::Superlative,
    ];
}

/// Makes the form of a lower-case lemma, spelt the American way: `inflect("occur", Form::Past)` is *occurred*.
///
/// Adjectives that do not inflect get *more* and *most*: `inflect("modern", Form::Comparative)` is *more modern*.
pub fn inflect(lemma: &str, form: Form) -> String {
    inflect_in(lemma, form, Doubling::American)
}

/// As `inflect`, with a choice: in `Doubling::British` *travel* gives *travelled*, *learn* *learnt*, *get* *got*.
pub fn inflect_in(lemma: &str, form: Form, doubling: Doubling) -> String {
    match form {
        Form::Base => lemma.to_owned(),
        Form::Plural => plural(lemma, doubling),
        Form::Third => match lemma {
            "be" => "is".to_owned(),
            "have" => "has".to_owned(),
            "bus" => "buses".to_owned(),
            _ => with_s(lemma, true),
        },
        Form::Past | Form::Participle => match irregular::verbal(lemma, form) {
            Some(variants) => variant(variants, doubling).to_owned(),
            None => with_ed(lemma, "ed", doubling),
        },
        Form::Gerund => gerund(lemma, doubling),
        Form::Comparative | Form::Superlative => compare::compared(lemma, form, doubling),
    }
}

/// Inflects one word of a phrase, counted from 0: `inflect_phrase("carry out", 0, Form::Past)` is *carried out*.
///
/// A `head` that the phrase does not have leaves it as it is. Only the words are kept, not double spaces.
pub fn inflect_phrase(phrase: &str, head: usize, form: Form) -> String {
    inflect_phrase_in(phrase, head, form, Doubling::American)
}

/// As `inflect_phrase`, with a choice of spelling: *label as* gives *labelled as* in `Doubling::British`.
pub fn inflect_phrase_in(phrase: &str, head: usize, form: Form, doubling: Doubling) -> String {
    let mut out = String::with_capacity(phrase.len() + 4);
    for (at, word) in phrase.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        if at == head {
            out.push_str(&inflect_in(word, form, doubling));
        } else {
            out.push_str(word);
        }
    }
    out
}

/// The variant that a desk on this side writes: the first of a cell is American, the last British.
fn variant(variants: &'static str, doubling: Doubling) -> &'static str {
    let mut all = variants.split(' ');
    match doubling {
        Doubling::American => all.next(),
        Doubling::British => all.next_back(),
    }
    .unwrap_or(variants)
}

fn plural(lemma: &str, doubling: Doubling) -> String {
    if let Some((_, variants)) = nouns::find(lemma) {
        return variant(variants, doubling).to_owned();
    }
    if let Some((singular, plural)) = irregular::compound(lemma) {
        let first = lemma.strip_suffix(singular).unwrap_or(lemma);
        return format!("{first}{plural}");
    }
    if let Some(first) = lemma.strip_suffix("sis").filter(|first| first.len() > 2) {
        return format!("{first}ses");
    }
    // *Chinese* and *Lebanese* do not change; *cheese*, *disease* and *diocese* are no peoples.
    let people = lemma.ends_with("nese") || lemma.ends_with("guese") || lemma.ends_with("lese");
    // *politics* and *mumps* are plurals already; a capital at the end is an abbreviation: *MPs*.
    if people || lemma.ends_with("ics") {
        return lemma.to_owned();
    }
    if lemma.ends_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return format!("{lemma}s");
    }
    with_s(lemma, false)
}

/// Verbs and nouns in consonant + o that take `-es`; all others (*photos*, *solos*, *memos*) take `-s`.
#[rustfmt::skip] // packed: one word a line would hide the code
const O_ES: &[&str] = &[
    "buffalo", "cargo", "desperado", "dingo", "do", "domino", "echo", "embargo", "forego", "forgo", "go", "grotto",
    "hero", "innuendo", "lingo", "mango", "mosquito", "motto", "mulatto", "negro", "no", "outdo", "outgo", "overdo",
    "potato", "redo", "superhero", "tomato", "tornado", "torpedo", "undergo", "undo", "veto", "volcano", "antihero",
    "misdo",
];

/// Words in ch that sound as k, and take a plain `-s`.
#[rustfmt::skip] // packed: one word a line would hide the code
const CH_AS_K: &[&str] = &[
    "conch", "czech", "epoch", "eunuch", "hierarch", "loch", "matriarch", "monarch", "oligarch", "patriarch",
    "pentateuch", "stomach", "tech", "biotech", "fintech", "synch", "mach", "almanach", "edtech",
];

/// `-s`, `-es`, `-ies`; a verb in one z or s doubles it (*quizzes*, *gasses*), a noun only its z (*gases*).
fn with_s(lemma: &str, verbal: bool) -> String {
    if ends_in_consonant_y(lemma) {
        let start = lemma.strip_suffix('y').unwrap_or(lemma);
        return format!("{start}ies");
    }
    let last = lemma.chars().next_back().unwrap_or(' ');
    if needs_es(lemma) && !CH_AS_K.contains(&lemma) {
        let doubled = (last == 'z' || (verbal && last == 's')) && doubling::doubles(lemma, Doubling::American);
        return if doubled { format!("{lemma}{last}es") } else { format!("{lemma}es") };
    }
    if O_ES.contains(&lemma) { format!("{lemma}es") } else { format!("{lemma}s") }
}

/// The ending `-ed`, `-er` or `-est`, with the stem made ready for it: *loved*, *studied*, *stopped*, *panicked*.
pub(super) fn with_ed(lemma: &str, ending: &str, doubling: Doubling) -> String {
    if let Some(start) = lemma.strip_suffix('e') {
        return format!("{start}{ending}");
    }
    if ends_in_consonant_y(lemma) {
        let start = lemma.strip_suffix('y').unwrap_or(lemma);
        return format!("{start}i{ending}");
    }
    let mut form = lemma.to_owned();
    form.extend(bridge(lemma, doubling));
    form.push_str(ending);
    form
}

/// The letter that stands between lemma and ending: the doubled consonant, or the k of *panicked*.
fn bridge(lemma: &str, doubling: Doubling) -> Option<char> {
    // A hard c would turn soft before e and i; *arc* and *sync* are left alone by usage.
    if lemma.len() > 4 && (lemma.ends_with("ic") || lemma.ends_with("oc") || lemma.ends_with("ac")) {
        return Some('k');
    }
    lemma.chars().next_back().filter(|_| doubling::doubles(lemma, doubling))
}

/// Verbs that keep a final e before `-ing`, lest they be read as others (*singeing*, *dyeing*) or look odd.
#[rustfmt::skip] // packed: one word a line would hide the code
const KEEP_E: &[&str] = &[
    "binge", "cringe", "hinge", "singe", "swinge", "tinge", "whinge", "be", "springe", "twinge",
];

fn gerund(lemma: &str, doubling: Doubling) -> String {
    if let Some(start) = lemma.strip_suffix("ie") {
        return format!("{start}ying");
    }
    let keeps = lemma.ends_with("ee") || lemma.ends_with("oe") || lemma.ends_with("ye") || KEEP_E.contains(&lemma);
    let keeps = keeps || (doubling == Doubling::British && matches!(lemma, "age" | "cue" | "queue"));
    if let Some(start) = lemma.strip_suffix('e').filter(|_| !keeps) {
        return format!("{start}ing");
    }
    let mut form = lemma.to_owned();
    form.extend(bridge(lemma, doubling));
    form.push_str("ing");
    form
}

/// *study*, *soliloquy*, but not *play* and *guy*.
pub(super) fn ends_in_consonant_y(word: &str) -> bool {
    let Some(start) = word.strip_suffix('y') else { return false };
    let vowel = start.ends_with(['a', 'e', 'i', 'o', 'u']) && !start.ends_with("qu");
    !start.is_empty() && !vowel
}

/// Would a bare `-s` be unsayable after this?
pub(super) fn needs_es(word: &str) -> bool {
    word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs() {
        // lemma, third person, past, participle, gerund
        let table = "walk walks walked walked walking, love loves loved loved loving, stop stops stopped stopped stopping,
            study studies studied studied studying, play plays played played playing, occur occurs occurred occurred occurring,
            visit visits visited visited visiting, offer offers offered offered offering, prefer prefers preferred preferred preferring,
            panic panics panicked panicked panicking, die dies died died dying, dye dyes dyed dyed dyeing, see sees saw seen seeing,
            go goes went gone going, do does did done doing, be is was been being, have has had had having, run runs ran run running,
            make makes made made making, take takes took taken taking, write writes wrote written writing, quiz quizzes quizzed quizzed
            quizzing, kidnap kidnaps kidnapped kidnapped kidnapping, develop develops developed developed developing, refer refers
            referred referred referring, enter enters entered entered entering, begin begins began begun beginning, echo echoes echoed
            echoed echoing, veto vetoes vetoed vetoed vetoing, fix fixes fixed fixed fixing, push pushes pushed pushed pushing, catch
            catches caught caught catching, agree agrees agreed agreed agreeing, canoe canoes canoed canoed canoeing, singe singes singed
            singed singeing, lie lies lay lain lying, lay lays laid laid laying, program programs programmed programmed programming,
            benefit benefits benefited benefited benefiting, focus focuses focused focused focusing, target targets targeted targeted
            targeting, equip equips equipped equipped equipping, allege alleges alleged alleged alleging, swim swims swam swum swimming,
            mimic mimics mimicked mimicked mimicking, arc arcs arced arced arcing, undergo undergoes underwent undergone undergoing,
            withdraw withdraws withdrew withdrawn withdrawing, dance dances danced danced dancing, queue queues queued queued queuing,
            box boxes boxed boxed boxing, show shows showed shown showing, tow tows towed towed towing, ski skis skied skied skiing,
            bus buses bused bused busing, gas gasses gassed gassed gassing, free frees freed freed freeing, deter deters deterred deterred
            deterring, forbid forbids forbade forbidden forbidding, traffic traffics trafficked trafficked trafficking, worship worships
            worshipped worshipped worshipping, outfit outfits outfitted outfitted outfitting, combat combats combated combated combating,
            damage damages damaged damaged damaging, flee flees fled fled fleeing, argue argues argued argued arguing, tie ties tied tied
            tying, quit quits quit quit quitting, mix mixes mixed mixed mixing, bury buries buried buried burying, obey obeys obeyed obeyed
            obeying, sue sues sued sued suing, hang hangs hung hung hanging, shoot shoots shot shot shooting, sync syncs synced synced
            syncing, extinguish extinguishes extinguished extinguished extinguishing, kill kills killed killed killing";
        for row in table.split(',') {
            let words: Vec<&str> = row.split_whitespace().collect();
            let forms = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Gerund];
            assert_eq!(words.len(), forms.len(), "{row}");
            for (form, want) in forms.into_iter().zip(&words) {
                assert_eq!(inflect(words[0], form), **want, "{} {form:?}", words[0]);
            }
        }
    }

    #[test]
    fn british_verbs() {
        for row in "travel travelled travelling, label labelled labelling, cancel cancelled cancelling, fuel fuelled fuelling, \
            dial dialled dialling, signal signalled signalling, learn learnt learning, get got getting, age aged ageing, \
            control controlled controlling, parallel paralleled paralleling, appeal appealed appealing, reveal revealed revealing, \
            offer offered offering, develop developed developing, total totalled totalling, fulfil fulfilled fulfilling, \
            spell spelt spelling, burn burnt burning, counsel counselled counselling, marshal marshalled marshalling"
            .split(", ")
        {
            let words: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(inflect_in(words[0], Form::Participle, Doubling::British), words[1]);
            assert_eq!(inflect_in(words[0], Form::Gerund, Doubling::British), words[2]);
        }
        assert_eq!(inflect("get", Form::Participle), "gotten");
        assert_eq!(inflect("travel", Form::Past), "traveled");
        assert_eq!(inflect("learn", Form::Past), "learned");
    }

    #[test]
    fn plurals() {
        for pair in "dog dogs, box boxes, church churches, stomach stomachs, monarch monarchs, city cities, day days, hero heroes, \
            photo photos, piano pianos, man men, woman women, policeman policemen, german germans, human humans, child children, \
            grandchild grandchildren, knife knives, leaf leaves, wolf wolves, roof roofs, chief chiefs, belief beliefs, analysis analyses, \
            crisis crises, criterion criteria, datum data, sheep sheep, aircraft aircraft, series series, bus buses, gas gases, \
            quiz quizzes, tooth teeth, mouse mice, person people, salesperson salespeople, passer-by passers-by, mother-in-law \
            mothers-in-law, MP MPs, NGO NGOs, chinese chinese, cheese cheeses, disease diseases, politics politics, wife wives, \
            housewife housewives, self selves, bookshelf bookshelves, studio studios, ox oxen, species species, soliloquy soliloquies, \
            key keys, tornado tornadoes, veto vetoes, virus viruses, campus campuses, lens lenses, tax taxes, waltz waltzes, \
            headquarters headquarters, phenomenon phenomena, bacterium bacteria, spokesman spokesmen, offspring offspring, \
            diocese dioceses, thief thieves, loaf loaves, cliff cliffs, café cafés, taxi taxis, fox foxes, branch branches"
            .split(", ")
        {
            let (one, many) = pair.split_once(' ').unwrap_or((pair, ""));
            assert_eq!(inflect(one, Form::Plural), many.trim());
        }
        assert_eq!(inflect_in("formula", Form::Plural, Doubling::British), "formulas");
    }

    #[test]
    fn phrases_inflect_at_their_head() {
        assert_eq!(inflect_phrase("carry out", 0, Form::Past), "carried out");
        assert_eq!(inflect_phrase("attorney general", 0, Form::Plural), "attorneys general");
        assert_eq!(inflect_phrase("security force", 1, Form::Plural), "security forces");
        assert_eq!(inflect_phrase("take part", 7, Form::Past), "take part");
        assert_eq!(inflect_phrase_in("label as", 0, Form::Past, Doubling::British), "labelled as");
    }
}
