//! Typed indices: which commune, place, round or file a number means.
//!
//! An index is never a bare `usize` across a module, because a rank among all communes and a
//! rank among the communes of a study look alike and are not.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub struct $name(pub u32);

            impl $name {
                /// The id of the item at this position.
                ///
                /// # Panics
                ///
                /// When there are four thousand millions of them or more.
                pub fn new(index: usize) -> Self {
                    Self(u32::try_from(index).expect("fewer than four thousand millions"))
                }

                /// The position of its item.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

ids! {
    /// A commune of a territory, the study area and its surroundings alike.
    CommuneId
    /// A place of a territory.
    PlaceId
    /// A round of a territory.
    RoundId
    /// A file of a run, in the order in which accounts were opened.
    FileId
}
