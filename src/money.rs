//! Amounts in kroner and sizes of positions: exact, ordered, never a float.
//!
//! Both are whole numbers of their smallest part (øre; a ten-thousandth of a position), so that equal amounts are equal
//! bits and no rounding happens without a name. What leaves nothing out: reading them from cells (`form::value`).

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An amount of money, exact to the øre. May be negative (money returned, a correction).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Kroner {
    ore: i64,
}

impl Kroner {
    /// No money.
    pub const ZERO: Self = Self { ore: 0 };
    /// The largest amount a cell may give, 10¹² kroner (`exact` refuses more). A sum can hold 92 000 of those, or nine milliards
    /// of ten million each.
    const LARGEST_ORE: i64 = 100_000_000_000_000;

    /// `kroner` whole kroner.
    ///
    /// # Panics
    /// Beyond 9.2 · 10¹⁶ kroner, which no checked input reaches.
    #[must_use]
    pub const fn whole(kroner: i64) -> Self {
        match kroner.checked_mul(100) {
            Some(ore) => Self { ore },
            None => panic!("amounts are bounded when they are read"),
        }
    }

    /// `ore` øre.
    #[must_use]
    pub const fn from_ore(ore: i64) -> Self {
        Self { ore }
    }

    /// The amount as øre.
    #[must_use]
    pub const fn ore(self) -> i64 {
        self.ore
    }

    /// The amount that `kroner` states, if it states one exactly: no more than two decimals, below 10¹² kroner.
    #[must_use]
    pub fn exact(kroner: Decimal) -> Option<Self> {
        let kroner = if kroner.scale() <= 2 { kroner } else { kroner.normalize() };
        let factor = 10_i64.pow(2_u32.checked_sub(kroner.scale())?);
        let ore = i64::try_from(kroner.mantissa()).ok()?.checked_mul(factor)?;
        (ore.abs() <= Self::LARGEST_ORE).then_some(Self { ore })
    }

    /// The amount as a decimal number of kroner.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        // Without noughts behind the point, as `normalize` would have it at greater cost.
        match self.ore {
            ore if ore % 100 == 0 => Decimal::new(ore / 100, 0),
            ore if ore % 10 == 0 => Decimal::new(ore / 10, 1),
            ore => Decimal::new(ore, 2),
        }
    }

    /// Whole kroner, the øre dropped downwards (allocation.md, section 2: "whole kroner, rounded down").
    #[must_use]
    pub const fn floor(self) -> Self {
        Self { ore: self.ore - self.ore.rem_euclid(100) }
    }

    /// The number of whole kroner, rounded down.
    #[must_use]
    pub const fn whole_kroner(self) -> i64 {
        self.ore.div_euclid(100)
    }

    /// Whether no øre are left over.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.ore % 100 == 0
    }

    /// Whether the amount is below nil.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.ore < 0
    }

    /// The amount, or nil where it is negative.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// The amount times a whole number, if it can be held.
    #[must_use]
    pub fn times(self, count: i64) -> Option<Self> {
        self.ore.checked_mul(count).map(|ore| Self { ore })
    }

    /// The sum, if it can be held.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.ore.checked_add(other.ore).map(|ore| Self { ore })
    }

    /// The amount's share `part / whole`, rounded down to whole kroner; `None` for `whole <= 0` or out of range.
    #[must_use]
    pub fn share(self, part: i64, whole: i64) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let kroner = (i128::from(self.ore) * i128::from(part)).div_euclid(i128::from(whole) * 100);
        i64::try_from(kroner).ok()?.checked_mul(100).map(|ore| Self { ore })
    }
}

impl std::ops::Add for Kroner {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { ore: self.ore.checked_add(other.ore).expect("amounts are bounded when they are read") }
    }
}

impl std::ops::Sub for Kroner {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { ore: self.ore.checked_sub(other.ore).expect("amounts are bounded when they are read") }
    }
}

impl std::ops::Neg for Kroner {
    type Output = Self;
    fn neg(self) -> Self {
        Self { ore: -self.ore }
    }
}

impl std::ops::AddAssign for Kroner {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::ops::SubAssign for Kroner {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Kroner {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

/// As programs read it: `1240000`, or `1240000.50` where there are øre. How people read it: `text::number`.
impl fmt::Display for Kroner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.ore < 0 { "-" } else { "" };
        let (whole, ore) = (self.ore.unsigned_abs() / 100, self.ore.unsigned_abs() % 100);
        if ore == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{ore:02}") }
    }
}

impl fmt::Debug for Kroner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} kr")
    }
}

/// Money and positions in run.json: texts, as programs read them.
macro_rules! as_text {
    ($type:ty, $what:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                let number = Decimal::from_str_exact(&text).ok().and_then(Self::exact);
                number.ok_or_else(|| serde::de::Error::custom($what))
            }
        }
    };
}

as_text!(Kroner, "an amount in kroner was expected");
as_text!(Positions, "a number of positions was expected");

/// A number of positions: 1.0 is one full-time position (100 %). At most four decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Positions {
    parts: i64,
}

impl Positions {
    /// No position.
    pub const ZERO: Self = Self { parts: 0 };
    /// The smallest step there is: a ten-thousandth of a position.
    pub const SMALLEST: Self = Self { parts: 1 };
    const PARTS: i64 = 10_000;

    /// The positions that `number` states, if it states them in at most four decimals and below a million.
    #[must_use]
    pub fn exact(number: Decimal) -> Option<Self> {
        let parts = number.checked_mul(Decimal::new(Self::PARTS, 0))?.normalize();
        if !parts.is_integer() {
            return None;
        }
        let parts = parts.to_i64()?;
        (parts.abs() < 1_000_000 * Self::PARTS).then_some(Self { parts })
    }

    /// `parts` ten-thousandths of a position.
    #[must_use]
    pub const fn from_parts(parts: i64) -> Self {
        Self { parts }
    }

    /// The size in ten-thousandths of a position.
    #[must_use]
    pub const fn parts(self) -> i64 {
        self.parts
    }

    /// The size as a decimal number.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.parts, 4).normalize()
    }

    /// Whether this is a whole number of `step`s.
    #[must_use]
    pub const fn is_multiple_of(self, step: Self) -> bool {
        step.parts > 0 && self.parts % step.parts == 0
    }

    /// What these positions cost at `rate` per whole position, rounded down to the øre; `None` when out of range.
    #[must_use]
    pub fn cost(self, rate: Kroner) -> Option<Kroner> {
        let ore = (i128::from(rate.ore) * i128::from(self.parts)).div_euclid(i128::from(Self::PARTS));
        i64::try_from(ore).ok().map(|ore| Kroner { ore })
    }
}

impl std::ops::Add for Positions {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { parts: self.parts.checked_add(other.parts).expect("positions are bounded when they are read") }
    }
}

impl std::iter::Sum for Positions {
    fn sum<I: Iterator<Item = Self>>(positions: I) -> Self {
        positions.fold(Self::ZERO, |sum, one| sum + one)
    }
}

/// As programs read it: `2`, `35.5`.
impl fmt::Display for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_decimal())
    }
}

impl fmt::Debug for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} positions")
    }
}
