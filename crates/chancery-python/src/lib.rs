//! The Python wheel: `chancery.read`, `chancery.open` and the tables they return.
//!
//! Nothing is exported yet: the wheel follows the Ledger, whose tables it hands over.
