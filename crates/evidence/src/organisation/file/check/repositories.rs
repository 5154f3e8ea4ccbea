//! Checks what a file says of repositories.

use std::collections::HashMap;

use osmm_maturity::unit::UnitId;
use toml::Spanned;

use super::super::super::repositories::Form;
use super::super::{File, Policies, Tiered, Unit};
use super::Check;

impl Check<'_> {
    pub(super) fn repositories(&mut self, file: &File) {
        for listed in &file.repository {
            self.tiered(listed);
        }
        let (mut ids, mut forms) = (HashMap::new(), HashMap::new());
        for unit in &file.unit {
            self.unit(unit, &mut ids, &mut forms);
        }
        self.known.repositories.remotes = file.remotes.iter().filter_map(|remote| self.remote(remote)).collect();
        for project in &file.upstream {
            self.upstream(project);
        }
        if let Some(policies) = &file.policies {
            self.policies(policies);
        }
    }

    fn tiered(&mut self, listed: &Tiered) {
        for name in &listed.names {
            let Some(form) = self.form(name) else { continue };
            if self.known.repositories.kinds.iter().any(|(known, _)| known.text == form.text) {
                let hint = "keep one of them: the first form that fits a name decides";
                self.fault(name.span(), format!("`{}` is listed twice", name.get_ref()), hint);
            } else {
                self.known.repositories.kinds.push((form, listed.tier));
            }
        }
    }

    fn unit(
        &mut self,
        unit: &Spanned<Unit>,
        ids: &mut HashMap<String, String>,
        forms: &mut HashMap<String, (String, String)>,
    ) {
        let (id, at) = (unit.get_ref().id.get_ref(), unit.get_ref().id.span());
        if !is_id(id) {
            let hint = "use the id of the unit in `osmm unit import`: letters, digits, `.`, `_` and `-`";
            self.fault(at.clone(), format!("`{id}` cannot be the id of a unit"), hint);
        }
        let place = self.source.at(at.clone());
        if let Some(other) = ids.insert(id.to_lowercase(), place) {
            let hint = format!("put all its repositories under one [[unit]]; the other one is at {other}");
            self.fault(at.clone(), format!("the unit `{id}` is there twice"), &hint);
        }
        if unit.get_ref().repositories.is_empty() {
            let hint = "name some, for example `repositories = [\"payments-*\"]`, or remove the unit";
            self.fault(at, format!("the unit `{id}` owns no repository"), hint);
        }
        for name in &unit.get_ref().repositories {
            let Some(form) = self.form(name) else { continue };
            if let Some((other, place)) = forms.get(&form.text).filter(|(other, _)| other != id) {
                let hint = format!("a repository has one owner; the other is `{other}`, {place}");
                self.fault(name.span(), format!("`{}` is listed for two units", name.get_ref()), &hint);
                continue;
            }
            forms.insert(form.text.clone(), (id.clone(), form.place.clone()));
            self.known.repositories.units.push((form, UnitId(id.clone())));
        }
    }

    fn upstream(&mut self, project: &Spanned<String>) {
        let Some(form) = self.remote(project) else { return };
        if self.known.repositories.remotes.iter().any(|remote| remote.text == form.text) {
            let hint = "keep it under `remotes` if it is the organisation's, else under `upstream`";
            self.fault(project.span(), format!("`{}` is under `remotes`, too", project.get_ref()), hint);
        }
        self.known.repositories.upstream.push(form);
    }

    fn remote(&mut self, remote: &Spanned<String>) -> Option<Form> {
        let form = self.form(remote)?;
        let host = form.text.split_once('/').filter(|(host, path)| !path.is_empty() && !host.contains(':'));
        match host {
            Some(_) if !form.text.contains("://") => Some(form),
            _ => {
                let hint = "write host and path, for example `github.com/acme/*`";
                self.fault(remote.span(), format!("`{}` is no form of addresses", remote.get_ref()), hint);
                None
            }
        }
    }

    fn policies(&mut self, policies: &Spanned<Policies>) {
        let (at, written) = (policies.span(), policies.get_ref());
        if written.repositories.is_empty() && written.paths.is_empty() {
            let hint = "name some, for example `repositories = [\"handbook\"]`, or remove [policies]";
            self.fault(at, "neither repositories nor paths are named", hint);
        }
        let repositories: Vec<Form> = written.repositories.iter().filter_map(|name| self.form(name)).collect();
        let paths: Vec<Form> = written.paths.iter().filter_map(|path| self.form(path)).collect();
        self.known.repositories.policies.repositories = repositories;
        self.known.repositories.policies.paths =
            paths.into_iter().map(|form| Form { text: form.text.trim_start_matches('/').to_owned(), ..form }).collect();
    }
}

fn is_id(id: &str) -> bool {
    let fine = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    fine && id.len() <= 80 && id.starts_with(|c: char| c.is_ascii_alphanumeric())
}
