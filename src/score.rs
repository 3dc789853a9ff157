//! Assessment scores as exact fractions: the mean of three assessors is a third, not 3.33 (allocation.md, section 3).

use std::cmp::Ordering;
use std::fmt;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Zero};
use rust_decimal::Decimal;

/// A score, a weight or a mean of them: an exact fraction. Only what is shown is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Score(Ratio<i128>);

/// The fraction cannot be held in 128 bits: far outside what criteria, weights and assessors of a real batch give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the exact score does not fit in 128 bits; use fewer decimals in weights and scores")]
pub struct ScoreTooFine;

impl Score {
    /// Nil.
    #[must_use]
    pub fn zero() -> Self {
        Self(Ratio::zero())
    }

    /// The decimal `number` as a fraction.
    ///
    /// # Errors
    /// When the number has so many digits that its fraction cannot be held.
    pub fn from_decimal(number: Decimal) -> Result<Self, ScoreTooFine> {
        let number = number.normalize();
        let denominator = 10_i128.checked_pow(number.scale()).ok_or(ScoreTooFine)?;
        Ok(Self(Ratio::new(number.mantissa(), denominator)))
    }

    /// `numerator / denominator`, for tests and tables.
    ///
    /// # Panics
    /// For a denominator of nil.
    #[must_use]
    pub fn fraction(numerator: i128, denominator: i128) -> Self {
        Self(Ratio::new(numerator, denominator))
    }

    /// The mean of `scores`, or `None` of none: a missing score is missing, never 0.
    ///
    /// # Errors
    /// When the exact mean cannot be held.
    pub fn mean(scores: &[Self]) -> Result<Option<Self>, ScoreTooFine> {
        let Ok(count) = i128::try_from(scores.len()) else { return Err(ScoreTooFine) };
        if count == 0 {
            return Ok(None);
        }
        let mut sum = Ratio::zero();
        for score in scores {
            sum = sum.checked_add(&score.0).ok_or(ScoreTooFine)?;
        }
        sum.checked_div(&Ratio::from_integer(count)).map(|mean| Some(Self(mean))).ok_or(ScoreTooFine)
    }

    /// The mean of `(weight, score)` pairs by weight.
    ///
    /// # Errors
    /// When the exact mean cannot be held, or the weights add up to nil.
    pub fn weighted_mean(pairs: &[(Self, Self)]) -> Result<Self, ScoreTooFine> {
        let (mut sum, mut weights) = (Ratio::zero(), Ratio::zero());
        for (weight, score) in pairs {
            let part: Ratio<i128> = weight.0.checked_mul(&score.0).ok_or(ScoreTooFine)?;
            sum = sum.checked_add(&part).ok_or(ScoreTooFine)?;
            weights = weights.checked_add(&weight.0).ok_or(ScoreTooFine)?;
        }
        if weights.is_zero() {
            return Err(ScoreTooFine);
        }
        sum.checked_div(&weights).map(Self).ok_or(ScoreTooFine)
    }

    /// The sum, if it can be held.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(&other.0).map(Self)
    }

    /// The difference, if it can be held.
    #[must_use]
    pub fn less(self, other: Self) -> Option<Self> {
        self.0.checked_add(&-other.0).map(Self)
    }

    /// The product, if it can be held.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(&other.0).map(Self)
    }

    /// The quotient, if there is one and it can be held.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.0.checked_div(&other.0).map(Self)
    }

    /// Numerator and denominator in lowest terms, the denominator positive.
    #[must_use]
    pub fn parts(self) -> (i128, i128) {
        (*self.0.numer(), *self.0.denom())
    }

    /// The score in hundredths, rounded half away from zero: what is shown.
    #[must_use]
    pub fn hundredths(self) -> i128 {
        let (numerator, denominator) = self.parts();
        let denominator = denominator.unsigned_abs();
        let (mut hundredths, mut rest) =
            (numerator.unsigned_abs() / denominator, numerator.unsigned_abs() % denominator);
        // One decimal at a time by adding, as `rest * 10` need not fit where the fraction itself does.
        for _ in 0..2 {
            let (mut digit, mut sum) = (0, 0);
            for _ in 0..10 {
                sum += rest;
                if sum >= denominator {
                    sum -= denominator;
                    digit += 1;
                }
            }
            hundredths = hundredths.saturating_mul(10).saturating_add(digit);
            rest = sum;
        }
        if rest >= denominator - rest {
            hundredths = hundredths.saturating_add(1);
        }
        i128::try_from(hundredths).unwrap_or(i128::MAX) * numerator.signum()
    }

    /// The score rounded to two decimals, half away from zero: what is shown.
    #[must_use]
    pub fn rounded(self) -> Decimal {
        Decimal::try_from_i128_with_scale(self.hundredths(), 2).unwrap_or(Decimal::MAX)
    }
}

impl Ord for Score {
    /// Crosswise where the products certainly fit; a fraction of wide numbers is compared digit by digit, which is slow.
    fn cmp(&self, other: &Self) -> Ordering {
        let narrow = |score: Self| {
            let (numerator, denominator) = score.parts();
            Some((i64::try_from(numerator).ok()?, i64::try_from(denominator).ok()?))
        };
        match (narrow(*self), narrow(*other)) {
            (Some((one, under_one)), Some((next, under_next))) => {
                (i128::from(one) * i128::from(under_next)).cmp(&(i128::from(next) * i128::from(under_one)))
            }
            _ => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// In run.json the exact fraction: `11/3`.
impl serde::Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (numerator, denominator) = self.parts();
        serializer.collect_str(&format_args!("{numerator}/{denominator}"))
    }
}

impl<'de> serde::Deserialize<'de> for Score {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let fraction = text.split_once('/').and_then(|(numerator, denominator)| {
            Some((numerator.parse().ok()?, denominator.parse().ok().filter(|denominator| *denominator > 0)?))
        });
        let (numerator, denominator) = fraction.ok_or_else(|| serde::de::Error::custom("a fraction was expected"))?;
        Ok(Self::fraction(numerator, denominator))
    }
}

/// Two decimals, rounded half away from zero: `4.25`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rounded())
    }
}

impl fmt::Debug for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
