//! stub
/// article
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Article {
    A,
    An,
}
/// article
pub fn article_for(w: &str) -> Option<Article> {
    Some(if w.starts_with(['a', 'e', 'i', 'o', 'u']) { Article::An } else { Article::A })
}
