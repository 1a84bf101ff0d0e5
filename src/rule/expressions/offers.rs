//! What each written word may stand for, gathered once for each word that a thread meets: the walk over a page then looks
//! nothing up that depends on the word alone. It knows nothing of places.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::Expressions;
use super::store::{LongSwap, Store, Swap};
use crate::english::inflect::Form;
use crate::segment::words::Lex;
use crate::segment::{Page, Word};

/// A word for which another is offered.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// The word of an expression, and which synonym table knows the swap.
    pub swap: Swap,
    /// The store of the table.
    pub store: u8,
    /// The form of the word that is written.
    pub form: Form,
}

/// The first word of an expression that is swapped for a written word.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The node behind the expression's word.
    pub node: u32,
    /// The swap.
    pub offer: Offer,
    /// Whether another word may be swapped too.
    pub paired: bool,
    /// Whether a gap or a possessive may follow.
    pub special: bool,
}

/// A longer synonym that begins with a written word.
#[derive(Clone, Copy, Debug)]
pub struct LongOffer {
    /// The synonym's words, and what it is offered for.
    pub long: LongSwap,
    /// The store of the table.
    pub store: u8,
    /// The form of the written word.
    pub form: Form,
    /// Whether another word may be swapped too.
    pub paired: bool,
}

/// What a written word may stand for.
#[derive(Debug, Default)]
pub struct Offered {
    /// By store of expressions: those that it may open.
    pub openings: Vec<Box<[Opening]>>,
    /// The words for which it may stand past the first: first those beside which another word may be swapped.
    pub swaps: Box<[Offer]>,
    /// How many of them come first.
    pub paired: usize,
    /// Longer synonyms that it begins.
    pub longs: Box<[LongOffer]>,
}

/// What a thread has gathered, by the number of the written word.
#[derive(Debug, Default)]
pub struct Offers {
    words: Vec<Offered>,
    nothing: Offered,
    meetings: RefCell<FxHashMap<(u8, u32, u32), bool>>,
}

/// Past this many pairs of a node and a word the memory of them starts afresh.
const FULL: usize = 1 << 18;

impl Offers {
    /// Gathers what the words of a page may stand for, as far as that is not known yet.
    pub fn learn(&mut self, page: &Page<'_>, all: &Expressions) {
        let known = self.words.len() as u32;
        self.words.extend(page.words.since(known).iter().map(|word| offered(word, all)));
    }

    /// Whether a word past a node may stand for one that the node leads to. A node that leads to few words is quickly asked;
    /// for others the answer is kept, since in any text the same words meet again and again.
    pub fn meet(&self, number: u8, store: &Store, node: u32, word: u32) -> bool {
        let Some(offered) = self.words.get(word as usize) else { return false };
        let may = |swap: Swap| store.may(node, swap.head.0);
        let ask = || {
            offered.swaps.iter().any(|offer| may(offer.swap)) || offered.longs.iter().any(|offer| may(offer.long.swap))
        };
        if offered.swaps.len() + offered.longs.len() < 8 {
            return ask();
        }
        let mut meetings = self.meetings.borrow_mut();
        if meetings.len() > FULL {
            meetings.clear();
        }
        *meetings.entry((number, node, word)).or_insert_with(ask)
    }

    /// What the word of a token may stand for.
    pub fn of(&self, page: &Page<'_>, token: u32) -> &Offered {
        self.words.get(page.token(token).word.0 as usize).unwrap_or(&self.nothing)
    }
}

fn offered(word: &Word, all: &Expressions) -> Offered {
    let mut openings: Vec<Vec<Opening>> = vec![Vec::new(); all.stores.len()];
    let (mut swaps, mut longs) = (Vec::new(), Vec::new());
    for (number, from) in all.stores.iter().enumerate() {
        let store = number as u8;
        let is_paired = |swap: Swap| all.paired[number].get(swap.table as usize).is_some_and(|p| *p);
        for &(lex, form) in &word.lemmas {
            for swap in from.swaps(lex).filter(|swap| !is_own(word, swap.head)) {
                let offer = Offer { swap, store, form };
                if may_stand(form, false) {
                    swaps.push((!is_paired(swap), offer));
                }
                if may_stand(form, true) {
                    for (openings, of) in openings.iter_mut().zip(&all.stores) {
                        openings.extend(of.next(0, swap.head.0).map(|node| Opening {
                            node,
                            offer,
                            paired: is_paired(swap),
                            special: of.is_special(node),
                        }));
                    }
                }
            }
            longs.extend(from.long_swaps(lex).map(|long| {
                let paired = is_paired(long.swap);
                LongOffer { long, store, form, paired }
            }));
        }
    }
    swaps.sort_by_key(|(single, _)| *single);
    Offered {
        openings: openings.into_iter().map(Into::into).collect(),
        paired: swaps.partition_point(|(single, _)| !single),
        swaps: swaps.into_iter().map(|(_, offer)| offer).collect(),
        longs: longs.into(),
    }
}

fn is_own(word: &Word, head: Lex) -> bool {
    word.lemmas.iter().any(|(lex, _)| *lex == head)
}

/// Whether a swapped word may stand in this form: a plural anywhere, a past or `-ing` form only where an expression opens with
/// its verb. (A participle that a synonym table itself lists is a base form.)
fn may_stand(form: Form, first: bool) -> bool {
    match form {
        Form::Base | Form::Plural | Form::Third => true,
        Form::Past | Form::Participle | Form::Gerund => first,
        Form::Comparative | Form::Superlative => false,
    }
}
