//! The checklist of the FINOS site, with titles and values from 0 to 5, as answers of one unit.

use super::desk::{Desk, desks};

/// Item, title of its activity, title.
type Titled = (String, String, String);

/// Items that units answer and items that they inherit, in the model's order.
fn titles(desk: &Desk, scope: &str) -> Vec<Titled> {
    let model = desk.json("lead", &["model", "show", "--format", "json"]);
    let text = |v: &serde_json::Value, key: &str| v[key].as_str().unwrap().to_owned();
    let of = |a: &serde_json::Value| -> Vec<Titled> {
        let items = a["items"].as_array().unwrap().iter().filter(|i| i["scope"] == scope);
        items.map(|i| (text(i, "id"), text(a, "title"), text(i, "title"))).collect()
    };
    model["activities"].as_array().unwrap().iter().flat_map(of).collect()
}

#[test]
fn a_checklist_is_taken_by_title_and_what_is_not_clear_is_told() {
    for desk in desks() {
        desk.company();
        let (local, central) = (titles(&desk, "local"), titles(&desk, "central"));
        let all: Vec<&Titled> = local.iter().chain(&central).collect();
        let uses = |title: &str| all.iter().filter(|(_, _, t)| t == title).count();
        let clear: Vec<&Titled> = local.iter().filter(|(_, _, t)| uses(t) == 1).take(3).collect();
        let shared = local.iter().find(|(_, _, t)| uses(t) > 1).expect("a title of two items");
        let inherited = central.iter().find(|(_, _, t)| uses(t) == 1).unwrap();
        let line = |(_, _, title): &Titled, value: &str| format!("\"{title}\",{value}\n");
        let mut list = "item,value\n".to_owned();
        list += &(line(clear[0], "4") + &line(clear[1], "0") + &line(clear[2], "9"));
        list += &(line(shared, "2") + &line(inherited, "3") + "Something else,1\n");
        desk.place.write("list.csv", list);
        desk.refuses("ada", &["import", "list.csv"], "needs `--unit UNIT`");
        let run = desk.run(&["--as", "ada", "import", "list.csv", "--unit", "pay"]);
        assert_eq!((run.code, run.out.as_str()), (1, "1 answer taken\n"), "{}", crate::told(&run));
        let told = [
            format!("2 items have the title `{}`; it is not taken", shared.2),
            format!("`{}` has the value `9`; it is not taken", clear[2].2),
            "no item with the title `Something else`".to_owned(),
            "1 answer of items that `pay` does not answer itself left out".to_owned(),
        ];
        for words in told {
            assert!(run.err.contains(&words), "`{words}` is missing: {}", run.err);
        }
        assert_eq!(desk.item("pay", &clear[0].0)["answer"]["rating"], 4);
        assert_eq!(desk.item("pay", &clear[1].0)["answer"]["state"], "unanswered", "0 says nothing");
        assert_eq!(desk.item("pay", &shared.0)["answer"]["state"], "unanswered");
        // With the activity beside the title it is clear which item is meant.
        desk.place.write("clear.csv", format!("\"{}\",\"{}\",2\n", shared.1, shared.2));
        assert_eq!(desk.by("ada", &["import", "clear.csv", "--unit", "pay"]), "1 answer taken\n");
        assert_eq!(desk.item("pay", &shared.0)["answer"]["rating"], 2);
        desk.refuses("cyd", &["import", "clear.csv", "--unit", "pay"], "cyd may not answer in `pay`");
    }
}
