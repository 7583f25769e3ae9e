//! Runs against sites of our own on this machine: good ones, slow ones, and those that mean harm.

#[cfg(test)]
mod site;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod harm;
#[cfg(test)]
mod manners;
#[cfg(test)]
mod archive;
#[cfg(test)]
mod watching;
