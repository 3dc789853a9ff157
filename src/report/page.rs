//! `index.html`: the same summary as one accessible page that needs nothing but itself. Public: no persons, no free text.
//!
//! What is said is put together here; how it stands is in `templates/`, where every text is escaped.

mod budget;
mod chart;
mod list;

use crate::report::{headers, labels};
use askama::Template;

use crate::recommendation::Recommendation;
use crate::text::{Language, Text, number};

use super::figures::Figures;
use super::sentences::{batch_line, headline, held_back_sentence, lead, pot_condition};
use crate::report::budget::BudgetTable;
use budget::{TableView, table_view};
use chart::{Chart, municipality_chart, pot_chart};
use list::{List, granted, held, not_granted};

/// The text of `index.html` in `language`; each of `tables` with its links.
#[must_use]
pub fn page(recommendation: &Recommendation, tables: &[BudgetTable], language: Language) -> String {
    let figures = Figures::of(recommendation);
    let view = View { recommendation, figures: &figures, language };
    view.page(tables).render().expect("the template writes to memory, and formatting texts cannot fail")
}

/// What every part of the page is made from.
struct View<'a> {
    recommendation: &'a Recommendation,
    figures: &'a Figures<'a>,
    language: Language,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    language: &'static str,
    mark: &'static str,
    headline: String,
    batch_title: String,
    batch_line: String,
    meaning: &'static str,
    contents: Vec<(String, String)>,
    held: Option<List>,
    lead: String,
    facts: Vec<(&'static str, String)>,
    conditions: Vec<String>,
    charts: Vec<Chart>,
    lists: Vec<List>,
    liability: Vec<(i16, String)>,
    tables: Vec<TableView>,
    made_by: String,
    words: Words,
}

impl View<'_> {
    fn page(&self, tables: &[BudgetTable]) -> Page {
        let recommendation = self.recommendation;
        let held = held(self);
        let lists: Vec<List> = [granted(self), not_granted(self)].into_iter().flatten().collect();
        let charts: Vec<Chart> = [pot_chart(self), municipality_chart(self)].into_iter().flatten().collect();
        let liability = recommendation.liability.iter();
        let mut page = Page {
            language: self.language.tag(),
            mark: labels::DRAFT.get(self.language),
            headline: headline(self.language, self.figures),
            batch_title: recommendation.policy.batch.title.clone(),
            batch_line: self.batch_line(),
            meaning: labels::DRAFT_MEANS.get(self.language),
            contents: Vec::new(),
            held,
            lead: lead(self.language, recommendation, self.figures),
            facts: self.facts(),
            conditions: self.conditions(),
            charts,
            lists,
            liability: liability.map(|year| (year.year, number::kroner(self.language, year.amount))).collect(),
            tables: tables.iter().map(|table| table_view(table, self.language)).collect(),
            made_by: self.made_by(),
            words: Words::in_language(self.language),
        };
        page.contents = contents(&page);
        page
    }

    /// What each pot after the first is for.
    fn conditions(&self) -> Vec<String> {
        let pots = &self.recommendation.policy.pots;
        let condition = |at: usize| Some(format!("{}: {}", pots[at].name, pot_condition(self.language, pots, at)?));
        (0..pots.len()).filter_map(condition).collect()
    }

    fn batch_line(&self) -> String {
        format!("{}.", batch_line(self.language, &self.recommendation.policy.batch))
    }

    fn made_by(&self) -> String {
        const MADE: Text =
            text!("Laga med {tool} for {batch}.", "Laget med {tool} for {batch}.", "Made with {tool} for {batch}.");
        let tool = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
        MADE.fill(self.language, &[("tool", tool.to_owned()), ("batch", self.recommendation.policy.batch.id.clone())])
    }

    /// The figures people look for first.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let totals = &self.figures.totals;
        let facts = [
            (text!("Innstilt", "Innstilt", "Recommended"), number::kroner(self.language, totals.granted_amount)),
            (
                text!("Stillingar", "Stillinger", "Positions"),
                number::positions(self.language, totals.positions_granted),
            ),
            (headers::PROJECTS, number::count(self.language, totals.granted)),
            (text!("Søkt om", "Søkt om", "Applied for"), number::kroner(self.language, totals.applied)),
            (headers::APPLICATIONS, number::count(self.language, totals.applications)),
        ];
        facts.into_iter().map(|(name, figure)| (name.get(self.language), figure)).collect()
    }
}

/// The ids and headings of the sections there are, in their order.
fn contents(page: &Page) -> Vec<(String, String)> {
    let section = |id: &str, heading: &str| (id.to_owned(), heading.to_owned());
    let list = |list: &List| section(list.id, list.heading);
    let mut contents: Vec<(String, String)> = page.held.iter().map(list).collect();
    contents.push(section("samandrag", page.words.in_brief));
    contents.push(section("pottar", page.words.pots));
    contents.extend(page.lists.iter().map(list));
    if !page.liability.is_empty() {
        contents.push(section("framover", page.words.coming_years));
    }
    if !page.tables.is_empty() {
        contents.push(section("tabellar", page.words.tables));
    }
    contents
}

macro_rules! words {
    ($($name:ident: $text:expr;)*) => {
        /// The fixed words of the page.
        struct Words {
            $($name: &'static str,)*
        }

        impl Words {
            fn in_language(language: Language) -> Self {
                Self { $($name: $text.get(language),)* }
            }
        }
    };
}

words! {
    skip: text!("Gå til innhaldet", "Gå til innholdet", "Skip to the content");
    contents: text!("Innhald", "Innhold", "Contents");
    in_brief: text!("Samandrag", "Sammendrag", "Summary");
    pots: text!("Ramme og tildeling", "Ramme og tildeling", "Frame and awards");
    continuing: text!("Tildelt vidareførte prosjekt", "Tildelt videreførte prosjekter", "Granted to continuing projects");
    new: text!("Tildelt nye prosjekt", "Tildelt nye prosjekter", "Granted to new projects");
    rest: text!("Står att av ramma", "Står igjen av rammen", "Left of the frame");
    figures: text!("tal", "tall", "figures");
    figures_of_chart: text!("Tala i figuren", "Tallene i figuren", "The figures of the picture");
    search: text!("Søk i listene", "Søk i listene", "Search the lists");
    hits: text!("treff", "treff", "found");
    coming_years: text!("Bunde i åra som kjem", "Bundet i årene som kommer", "Bound in the coming years");
    coming_years_mean: text!(
        "Så mykje av ramma er alt bunde til vidareføring av prosjekta i denne innstillinga.",
        "Så mye av rammen er allerede bundet til videreføring av prosjektene i denne innstillingen.",
        "So much of the frame is already bound to continuing the projects of this recommendation."
    );
    tables: text!("Budsjettabellar", "Budsjettabeller", "Budget tables");
    line_number: headers::LINE_NUMBER;
    download_excel: text!("Last ned tabelldata (Excel)", "Last ned tabelldata (Excel)", "Download table data (Excel)");
    download_csv: text!("Last ned tabellen (CSV)", "Last ned tabellen (CSV)", "Download the table (CSV)");
    whole_list_excel: text!("Last ned tildelinga (Excel)", "Last ned tildelingen (Excel)", "Download the awards (Excel)");
    tidy_csv: text!("Last ned alle tabellane (CSV)", "Last ned alle tabellene (CSV)", "Download all tables (CSV)");
}
