//! Values of a feature: the rank of a column, then its value, as often as there are values.

use std::collections::HashMap;

use flatgeobuf::{Column, ColumnType as Kind, Feature, Header};

use crate::{Budget, Columns, Result, Scalar};

/// The columns of the layer: those of the header, then those that only some features have.
pub(super) struct ColumnSet {
    names: Vec<String>,
    ranks: HashMap<String, usize>,
    /// Rank and type of each column of the header.
    of_header: Vec<(usize, Kind)>,
    /// Values of the feature read last, by column.
    values: Vec<Scalar>,
}

impl ColumnSet {
    pub(super) fn of(header: &Header) -> Self {
        let (names, ranks) = (Vec::new(), HashMap::new());
        let mut set = Self { names, ranks, of_header: Vec::new(), values: Vec::new() };
        let columns = header.columns().into_iter().flatten();
        set.of_header = columns.map(|column| set.place(&column)).collect();
        set
    }

    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }

    /// The values of `feature` by column. `None` when they do not fit its columns.
    pub(super) fn values(
        &mut self,
        feature: &Feature,
        budget: &mut Budget,
    ) -> Result<Option<&[Scalar]>> {
        // Features of mixed attributes carry their own columns.
        let own: Option<Vec<(usize, Kind)>> = feature.columns().map(|columns| {
            columns.iter().take(Columns::MOST).map(|column| self.place(&column)).collect()
        });
        let columns = own.as_ref().unwrap_or(&self.of_header);
        self.values.clear();
        self.values.resize(self.names.len(), Scalar::Null);
        let Some(bytes) = feature.properties() else { return Ok(Some(&self.values)) };
        let mut bytes = bytes.bytes();
        // Bytes that are no UTF-8 become marks of three.
        budget.check(bytes.len().saturating_mul(3))?;
        while !bytes.is_empty() {
            let rank = take(&mut bytes).map(|rank| usize::from(u16::from_le_bytes(rank)));
            let Some((place, kind)) = rank.and_then(|rank| columns.get(rank)) else {
                return Ok(None);
            };
            let Some(value) = value(&mut bytes, *kind) else { return Ok(None) };
            if let Some(of) = self.values.get_mut(*place) {
                *of = value;
            }
        }
        Ok(Some(&self.values))
    }

    /// The place of a column, which is added when it is new, and its type.
    fn place(&mut self, column: &Column) -> (usize, Kind) {
        let name = column.name();
        let place = match self.ranks.get(name) {
            Some(place) => *place,
            // One beyond the maximum tells that there are more.
            None if self.names.len() > Columns::MOST => usize::MAX,
            None => {
                self.names.push(name.to_owned());
                self.ranks.insert(name.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            }
        };
        (place, column.type_())
    }
}

/// Takes the first `N` of `bytes`. `None` when there are fewer.
fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

/// Takes the value of a column of this type. `None` for an unknown type, or when it breaks off.
fn value(bytes: &mut &[u8], kind: Kind) -> Option<Scalar> {
    Some(match kind {
        Kind::Byte => Scalar::Integer(i8::from_le_bytes(take(bytes)?).into()),
        Kind::UByte => Scalar::Integer(u8::from_le_bytes(take(bytes)?).into()),
        Kind::Bool => Scalar::of_truth(take::<1>(bytes)? != [0]),
        Kind::Short => Scalar::Integer(i16::from_le_bytes(take(bytes)?).into()),
        Kind::UShort => Scalar::Integer(u16::from_le_bytes(take(bytes)?).into()),
        Kind::Int => Scalar::Integer(i32::from_le_bytes(take(bytes)?).into()),
        Kind::UInt => Scalar::Integer(u32::from_le_bytes(take(bytes)?).into()),
        Kind::Long => Scalar::Integer(i64::from_le_bytes(take(bytes)?)),
        Kind::ULong => {
            let number = u64::from_le_bytes(take(bytes)?);
            i64::try_from(number).map_or_else(|_| Scalar::Text(number.to_string()), Scalar::Integer)
        }
        // The shortest decimal of a float, not the digits that it has as a double.
        Kind::Float => {
            let number = f32::from_le_bytes(take(bytes)?);
            Scalar::Decimal(number.to_string().parse().unwrap_or_else(|_| number.into()))
        }
        Kind::Double => Scalar::Decimal(f64::from_le_bytes(take(bytes)?)),
        Kind::String | Kind::Json | Kind::DateTime | Kind::Binary => {
            let length = usize::try_from(u32::from_le_bytes(take(bytes)?)).ok()?;
            let (text, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            match kind {
                Kind::Binary => Scalar::Null,
                _ => Scalar::Text(String::from_utf8_lossy(text).into_owned()),
            }
        }
        _ => return None,
    })
}
