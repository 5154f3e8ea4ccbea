//! Who may do what: every route is asked in the name of everybody, and the answers are compared with the table in
//! `snapshots/`. A new route changes the table; look at its line, then accept it with `INSTA_UPDATE=always`.

mod invitations;
mod links;
mod login;
mod looks;
mod table;
mod tokens;
