//! The language that rules are written in: its mistakes, its sets, its manual and its schemas.

mod extending;
mod made;
mod manual;
mod mistakes;
mod said;
mod types;
