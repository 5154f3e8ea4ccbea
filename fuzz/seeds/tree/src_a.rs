// SPDX-FileCopyrightText: 2026 Acme
// SPDX-License-Identifier: MIT OR Apache-2.0
fn main() {}
