//! Undoing an inflection: every lemma that a surface word may be a form of.
//!
//! There is no lexicon here. `lemmas` offers what the spelling allows and leaves it to its caller to keep the words it
//! knows; where the spelling rules a lemma out (*hoped* is no form of *hop*), it is not offered. It does not choose
//! between readings: *saw* is the past of *see* and a tool.

use super::doubling;
use super::inflect::{Form, ends_in_consonant_y, needs_es};
use super::irregular::{self, has};
use super::{nouns, verbs};

/// Longer words are visited as they stand: a candidate must fit the buffer with a letter or two to spare.
const LONGEST: usize = 60;

/// Words of grammar that only look inflected: *this* is no plural of *thi*, nor *during* a form of *dure*.
#[rustfmt::skip] // packed: one word a line would hide the code
const GRAMMAR: &[&str] = &[
    "across", "after", "always", "another", "as", "does", "during", "either", "ever", "everything", "goes", "has", "hers",
    "his", "hundred", "indeed", "is", "its", "news", "neither", "never", "nothing", "other", "others", "ours", "over",
    "perhaps", "rather", "something", "anything", "that", "theirs", "this", "thus", "together", "under", "us", "was",
    "whether", "whereas", "yes", "yours", "yourself", "besides", "afterwards", "towards", "alas", "sometimes", "however",
    "whoever", "whatever", "per", "best", "worst", "least", "lest",
];

/// Visits each lemma of which the lower-case `word` may be a form, always including `(word, Base)`.
///
/// *studies* visits (*studies*, Base), and (*study*, Plural), (*study*, Third), (*studie*, Plural), (*studie*, Third);
/// *found* visits (*found*, Base), (*find*, Past), (*find*, Participle). No pair is visited twice, and nothing is
/// allocated.
pub fn lemmas(word: &str, visit: &mut dyn FnMut(&str, Form)) {
    visit(word, Form::Base);
    if word.len() > LONGEST {
        return;
    }
    irregular::undo(word, visit);
    if GRAMMAR.contains(&word) {
        return;
    }
    let mut trial = Trial { letters: [0; 64], visit };
    irregular::undo_compound(word, &mut |first, second, form| trial.offer(first, second, &[form]));
    trial.undo_s(word);
    trial.undo_vowel_ending(word, "ed", &[Form::Past, Form::Participle]);
    trial.undo_vowel_ending(word, "ing", &[Form::Gerund]);
    trial.undo_vowel_ending(word, "er", &[Form::Comparative]);
    trial.undo_vowel_ending(word, "est", &[Form::Superlative]);
}

/// A candidate being put together, and the one who judges it.
struct Trial<'v> {
    letters: [u8; 64],
    visit: &'v mut dyn FnMut(&str, Form),
}

impl Trial<'_> {
    /// Visits `stem` + `ending` with each form that it may have by rule: not where a table knows better.
    fn offer(&mut self, stem: &str, ending: &str, forms: &[Form]) {
        let length = stem.len() + ending.len();
        let Some(room) = self.letters.get_mut(..length) else { return };
        let (left, right) = room.split_at_mut(stem.len());
        left.copy_from_slice(stem.as_bytes());
        right.copy_from_slice(ending.as_bytes());
        // Both parts are text, so the whole is; to ask is cheaper than to allocate.
        let Ok(candidate) = std::str::from_utf8(room) else { return };
        for form in forms.iter().filter(|form| !tabled(candidate, **form)) {
            (self.visit)(candidate, *form);
        }
    }

    /// *dogs*, *boxes*, *studies*, *quizzes*, *analyses*: plurals and third persons share one spelling.
    fn undo_s(&mut self, word: &str) {
        const BOTH: &[Form] = &[Form::Plural, Form::Third];
        let Some(stem) = word.strip_suffix('s') else { return };
        if stem.len() < 2 || stem.ends_with('s') || stem.ends_with(['\'', '’', '-']) || !has_vowel(stem) {
            return;
        }
        if let Some(start) = stem.strip_suffix("ie").filter(|start| start.len() > 1) {
            self.offer(start, "y", BOTH);
        }
        if let Some(start) = stem.strip_suffix('e') {
            if needs_es(start) || start.ends_with('o') {
                self.offer(start, "", BOTH);
                if let Some(single) = undoubled(start).filter(|_| start.ends_with(['s', 'z'])) {
                    self.offer(single, "", BOTH);
                }
            }
            if start.ends_with('s') && start.len() > 2 {
                self.offer(start, "is", &[Form::Plural]); // analyses, crises
            }
        }
        // Where `-es` is due a bare `-s` undoes nothing; but a final ch may sound as k: *stomachs*, *monarchs*.
        if stem.ends_with("ch") || !needs_es(stem) {
            let forms: &[Form] = match (ends_in_consonant_y(stem), irregular::compound(stem)) {
                (true, _) => &[Form::Plural],   // *Germanys*, but never *flys*
                (_, Some(_)) => &[Form::Third], // *firemans* is no plural
                _ => BOTH,
            };
            self.offer(stem, "", forms);
        }
    }

    /// *walked*, *loved*, *stopped*, *studied*, *panicked*, *dying*, *bigger*, *nicest*: one rule for four endings.
    fn undo_vowel_ending(&mut self, word: &str, ending: &str, forms: &[Form]) {
        let Some(stem) = word.strip_suffix(ending) else { return };
        if stem.len() < 2 || !has_vowel(stem) || stem.ends_with('-') {
            return;
        }
        let comparison = matches!(ending, "er" | "est");
        let gerund = ending == "ing";
        let stem_in_e = stem.ends_with('e');
        // *hoped* is of *hope* alone: *hop* would have doubled. *studyed* and *freeed* are no words.
        let spoilt = !gerund && (stem_in_e || (!comparison && ends_in_consonant_y(stem)));
        if !doubling::is_short(stem) && !spoilt {
            self.offer(stem, "", forms);
        }
        if !(gerund && stem_in_e) {
            self.offer(stem, "e", forms);
        }
        if let Some(single) = undoubled(stem) {
            self.offer(single, "", forms);
        }
        if let Some(start) = stem.strip_suffix("ck").filter(|_| !comparison) {
            self.offer(start, "c", forms);
        }
        if let Some(start) = stem.strip_suffix('i').filter(|_| !gerund) {
            self.offer(start, "y", forms);
        }
        if let Some(start) = stem.strip_suffix('y').filter(|_| gerund && ends_in_consonant_y(stem)) {
            self.offer(start, "ie", forms);
        }
    }
}

/// Does a table hold this form of the lemma? It holds the regular variants too, so there is nothing to undo by rule.
fn tabled(lemma: &str, form: Form) -> bool {
    match form {
        Form::Past | Form::Participle => verbs::find(lemma).is_some(),
        Form::Plural => nouns::find(lemma).is_some(),
        Form::Comparative | Form::Superlative => irregular::comparison(lemma).is_some(),
        Form::Third => matches!(lemma, "be" | "have"),
        Form::Base | Form::Gerund => false,
    }
}

/// Is `surface` one of the forms that may be made of `lemma`? `is_form_of("learnt", "learn", Form::Past)` holds.
///
/// Unlike `inflect`, which makes one spelling, this knows all: *learned* and *learnt*, *travelled* and *traveled*.
pub fn is_form_of(surface: &str, lemma: &str, form: Form) -> bool {
    if let Some(cell) = irregular::verbal(lemma, form) {
        return has(cell, surface);
    }
    if let Some((_, plurals)) = nouns::find(lemma).filter(|_| form == Form::Plural) {
        return has(plurals, surface);
    }
    let mut is = false;
    lemmas(surface, &mut |candidate, found| is |= candidate == lemma && found == form);
    is
}

fn has_vowel(text: &str) -> bool {
    text.bytes().any(|byte| doubling::is_vowel(byte) || !byte.is_ascii())
}

/// *runn* without its second n; `None` if the word does not end in a doubled consonant.
fn undoubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return None };
    let consonant = last.is_ascii_lowercase() && !doubling::is_vowel(*last) && *last != b'c' && *last != b'h';
    (before == last && consonant && stem.len() > 2).then(|| stem.get(..stem.len() - 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::common::COMMON;
    use super::super::doubling::Doubling;
    use super::super::inflect::{inflect, inflect_in};
    use super::*;

    fn visited(word: &str) -> Vec<(String, Form)> {
        let mut all = Vec::new();
        lemmas(word, &mut |lemma, form| all.push((lemma.to_owned(), form)));
        all
    }

    fn short(form: Form) -> &'static str {
        match form {
            Form::Base => "base",
            Form::Plural => "pl",
            Form::Third => "3",
            Form::Past => "past",
            Form::Participle => "part",
            Form::Gerund => "ing",
            Form::Comparative => "er",
            Form::Superlative => "est",
        }
    }

    #[test]
    fn undoing_offers_each_of_these() {
        let table = "running: run/ing runn/ing runne/ing running/base
            studies: study/pl study/3 studie/pl
            bigger: big/er bigg/er bigge/er
            leaves: leaf/pl leave/3
            found: find/past find/part found/base
            saw: see/past saw/base
            lay: lie/past lay/base
            left: leave/past leave/part left/base
            felt: feel/past felt/base
            rose: rise/past rose/base
            wound: wind/past wind/part wound/base
            ground: grind/past ground/base
            men: man/pl
 children: child/pl
 data: datum/pl
 criteria: criterion/pl
            analyses: analysis/pl analyse/3 analyse/pl
            crises: crisis/pl
 bases: basis/pl base/pl base/3
 axes: axis/pl axe/pl axe/3
            wolves: wolf/pl
 knives: knife/pl
 penknives: penknife/pl
 halves: half/pl halve/3
            lives: life/pl live/3
 people: person/pl people/base
 feet: foot/pl
 oxen: ox/pl
            sheep: sheep/base sheep/pl
 aircraft: aircraft/pl
 series: series/pl
 species: species/pl
            better: good/er well/er
 best: good/est
 worse: bad/er ill/er
 worst: bad/est
 less: little/er
 further: far/er
            am: be/base
 is: be/3
 are: be/base
 was: be/past
 were: be/past
 been: be/part
 being: be/ing
            has: have/3
 had: have/past have/part
 having: have/ing
 does: do/3
 did: do/past
 done: do/part
 goes: go/3
            learnt: learn/past learn/part
 learned: learn/past
 gotten: get/part
 got: get/past get/part
            dived: dive/past dive/part
 dove: dive/past dove/base
 snuck: sneak/past
 dreamt: dream/past
            stopped: stop/past stop/part
 hoped: hope/past
 hopped: hop/past
 panicked: panic/past
 mimicking: mimic/ing
            dying: die/ing
 lying: lie/ing
 dyeing: dye/ing
 tied: tie/past
 died: die/past
 agreed: agree/past
            travelled: travel/past
 traveled: travel/past
 fuelled: fuel/past
 fueling: fuel/ing
 labelling: label/ing
            occurred: occur/past
 visited: visit/past
 offered: offer/past
 preferred: prefer/past
            quizzes: quiz/pl quiz/3
 buses: bus/pl
 gases: gas/pl
 heroes: hero/pl
 photos: photo/pl
 potatoes: potato/pl
            stomachs: stomach/pl
 churches: church/pl
 boxes: box/pl box/3
 dishes: dish/pl
 aches: ache/3 ache/pl
            skies: sky/pl
 dies: die/3
 lies: lie/3 lie/pl
 monkeys: monkey/pl
 soliloquies: soliloquy/pl
            wider: wide/er
 happiest: happy/est
 earlier: early/er
 freer: free/er
 nicest: nice/est
            policemen: policeman/pl
 spokeswomen: spokeswoman/pl
 grandchildren: grandchild/pl
            overran: overrun/past
 withdrew: withdraw/past
 undid: undo/past
 rewritten: rewrite/part
 retaught: reteach/past
            passers-by: passer-by/pl
 secretaries-general: secretary-general/pl
 co-operated: co-operate/past
            cafés: café/pl
 châteaux: château/pl
 echoed: echo/past
 skied: ski/past
 taxied: taxi/past
 used: use/past
            owed: owe/past
 aged: age/past
 ageing: age/ing
 seeing: see/ing
 freed: free/past
 seed: seed/base
            clothes: clothes/pl clothe/3
 thieves: thief/pl thieve/3
 phenomena: phenomenon/pl
 media: medium/pl";
        for row in table.lines() {
            let Some((word, wanted)) = row.trim().split_once(": ") else { panic!("{row}") };
            let found: Vec<String> = visited(word).iter().map(|(l, f)| format!("{l}/{}", short(*f))).collect();
            for want in wanted.split_whitespace() {
                assert!(found.iter().any(|f| f == want), "{word} should offer {want}: {found:?}");
            }
        }
    }

    #[test]
    fn undoing_never_offers_these() {
        let table = "seed: see/past
 hoped: hop/past
 planes: plan/pl plan/3
 cares: car/pl
 mans: man/pl
 childs: child/pl
            this: thi/pl
 his: hi/pl
 us: u/pl
 during: dure/ing
 news: new/pl
 is: i/pl
 bed: b/past
 thing: th/ing
            goed: go/past
 runned: run/past
 sheeps: sheep/pl
 leafs: leaf/pl
 gooder: good/er
 flys: fly/3
 gives: gif/pl
            caring: car/ing
 staring: star/ing
 planed: plan/past
 firemans: fireman/pl
 outlet: outlet/past
 class: clas/pl
            boxs: box/pl
 haves: have/3
 taped: tap/past
 biting: bit/ing
 later: lat/er
 water: wat/er
 freeed: free/past";
        for row in table.lines() {
            let Some((word, refused)) = row.trim().split_once(": ") else { panic!("{row}") };
            let found: Vec<String> = visited(word).iter().map(|(l, f)| format!("{l}/{}", short(*f))).collect();
            for refuse in refused.split_whitespace() {
                assert!(!found.iter().any(|f| f == refuse), "{word} must not offer {refuse}: {found:?}");
            }
        }
    }

    #[test]
    fn odd_words_are_visited_as_they_stand_and_nothing_twice() {
        let long = "s".repeat(70);
        for word in ["", "s", "es", "ed", "ing", "'s", "-s", "żółć", "日本s", long.as_str(), "es-ed", "ßing", "éed"]
        {
            let all = visited(word);
            assert_eq!(all.first(), Some(&(word.to_owned(), Form::Base)));
        }
        assert_eq!(visited(&long).len(), 1);
        for word in COMMON.split_whitespace() {
            for form in Form::ALL {
                let all = visited(&inflect(word, form));
                for (at, pair) in all.iter().enumerate() {
                    assert!(!all[..at].contains(pair), "{word} {form:?}: {pair:?} twice");
                }
            }
        }
    }

    #[test]
    fn every_form_of_a_common_word_leads_back() {
        let mut count = 0;
        let mut lost = Vec::new();
        for lemma in COMMON.split_whitespace() {
            count += 1;
            for doubling in [Doubling::American, Doubling::British] {
                for form in Form::ALL {
                    let surface = inflect_in(lemma, form, doubling);
                    // *more modern* is no one word, and nobody says *a do*, *two news* or *ber*.
                    let unsaid =
                        matches!(surface.as_str(), "ber" | "best" | "does" | "goes" | "news") && form != Form::Third;
                    if surface.contains(' ') || unsaid || surface == "news" {
                        continue;
                    }
                    if !visited(&surface).contains(&(lemma.to_owned(), form)) || !is_form_of(&surface, lemma, form) {
                        lost.push(format!("{lemma} {form:?} {surface}"));
                    }
                }
            }
        }
        assert!(count >= 1500, "{count} lemmas");
        assert!(lost.is_empty(), "{lost:#?}");
    }
}
