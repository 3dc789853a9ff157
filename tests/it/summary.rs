use crate::sample;
#[test]
fn show() {
    for language in tilskot::text::Language::ALL {
        println!("{}", tilskot::report::summary::summary(&sample::recommendation_in(language), language));
    }
}
