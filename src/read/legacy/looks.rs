//! The styles of cells in an `.ods`: whether text has the colour of its ground.

use std::collections::BTreeMap;

use super::super::colour::{Colour, Ground};
use super::super::xml::{Event, Xml};
use super::super::{Refusal, bound};
use crate::problem::file::damage as reason;

/// Styles that go back to each other further than this are no styles.
const DEEPEST: usize = 16;

/// The styles of cells, by their names.
#[derive(Debug, Default)]
pub(super) struct Looks(BTreeMap<String, Look>);

/// What a style says; what it does not say, the one it goes back to does.
#[derive(Debug, Default)]
struct Look {
    parent: Option<String>,
    /// The colour of the text, where it has one of its own: else it is one that can be read.
    colour: Option<Option<Colour>>,
    ground: Option<Ground>,
}

/// The styles of the part that holds the named ones.
pub(super) fn named(xml: &mut Xml<'_>) -> Result<Looks, Refusal> {
    let mut looks = Looks::default();
    loop {
        match xml.next()? {
            Event::Start => match xml.open_document() {
                "document-styles" | "styles" => {}
                "style" if xml.attribute("style:family")?.as_deref() == Some("table-cell") => looks.style(xml)?,
                _ => xml.skip()?,
            },
            Event::Over => return Ok(looks),
            Event::Text | Event::End => {}
        }
    }
}

impl Looks {
    /// Takes the style that began, and reads past its end.
    pub(super) fn style(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        let text = |xml: &Xml<'_>, name: &str| Ok::<_, Refusal>(xml.attribute(name)?.map(std::borrow::Cow::into_owned));
        let name = text(xml, "style:name")?;
        let mut look = Look { parent: text(xml, "style:parent-style-name")?, ..Look::default() };
        let mut inside = 1_usize;
        while inside > 0 {
            match xml.next()? {
                Event::Start => {
                    inside += 1;
                    match xml.open_document() {
                        "text-properties" => {
                            let own = xml.attribute("style:use-window-font-color")?.is_some_and(|own| own == "true");
                            let colour = text(xml, "fo:color")?.map(|colour| Colour::of_hex(&colour));
                            look.colour = if own { Some(None) } else { colour };
                        }
                        "table-cell-properties" => {
                            look.ground = text(xml, "fo:background-color")?.map(|ground| match ground.trim() {
                                "transparent" => Ground::SHEET,
                                colour => Colour::of_hex(colour).map_or(Ground::Other, Ground::Colour),
                            });
                        }
                        _ => {}
                    }
                }
                Event::End => inside -= 1,
                Event::Text => {}
                Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
            }
        }
        self.0.extend(name.map(|name| (name, look)));
        if self.0.len() > bound::FORMATS { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(()) }
    }

    /// Whether text in a cell of this style cannot be seen.
    pub(super) fn is_unseen(&self, style: &str) -> bool {
        let (mut colour, mut ground) = (None, None);
        let mut next = self.0.get(style);
        for _ in 0..DEEPEST {
            let Some(look) = next else { break };
            colour = colour.or(look.colour.as_ref());
            ground = ground.or(look.ground.as_ref());
            next = look.parent.as_ref().and_then(|parent| self.0.get(parent));
        }
        colour.and_then(Option::as_ref).is_some_and(|colour| ground.unwrap_or(&Ground::SHEET).hides(Some(colour)))
    }
}
