//! stub
/// shape
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Shape {
    Lower,
    Title,
    TitleEach,
    Upper,
    Mixed,
}
/// shape
pub fn shape_of(w: &str) -> Shape {
    if w.starts_with(char::is_uppercase) { Shape::Title } else { Shape::Lower }
}
/// apply
pub fn apply(w: &str, s: Shape) -> String {
    if s == Shape::Title {
        let mut c = w.chars();
        c.next().map(|f| f.to_uppercase().collect::<String>() + c.as_str()).unwrap_or_default()
    } else {
        w.into()
    }
}
