//! A story as slides (PPTX): a finding on each, charts and tables that can be edited, and notes for who speaks.
//!
//! Libraries that write native charts are young (decision 0033), so the parts of the package are templates, and the
//! package is put together here; the workbook in each chart is made by a library.

mod chart;
mod layout;

use std::io::{Cursor, Write};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::ReportError;
use crate::story::Story;
use chart::Bars;
use layout::{Shape, Slide};

/// Parts that are the same in every presentation, with their names.
const FIXED: [(&str, &str); 11] = [
    ("_rels/.rels", include_str!("../../templates/slides/package.rels")),
    ("docProps/app.xml", include_str!("../../templates/slides/app.xml")),
    ("ppt/theme/theme1.xml", include_str!("../../templates/slides/theme.xml")),
    ("ppt/theme/theme2.xml", include_str!("../../templates/slides/theme.xml")),
    ("ppt/slideMasters/slideMaster1.xml", include_str!("../../templates/slides/master.xml")),
    ("ppt/slideMasters/_rels/slideMaster1.xml.rels", include_str!("../../templates/slides/master.rels")),
    ("ppt/slideLayouts/slideLayout1.xml", include_str!("../../templates/slides/layout.xml")),
    ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", include_str!("../../templates/slides/layout.rels")),
    ("ppt/notesMasters/notesMaster1.xml", include_str!("../../templates/slides/notes-master.xml")),
    ("ppt/notesMasters/_rels/notesMaster1.xml.rels", include_str!("../../templates/slides/notes-master.rels")),
    ("ppt/presProps.xml", include_str!("../../templates/slides/properties.xml")),
];

/// The presentation. The same story gives the same bytes.
pub(super) fn slides(story: &Story) -> Result<Vec<u8>, ReportError> {
    let slides = layout::slides(story);
    let mut package = Package::default();
    for (name, text) in FIXED {
        package.add(name, text.as_bytes())?;
    }
    let mut charts = 0;
    for (slide, number) in slides.iter().zip(1..) {
        charts = package.slide(slide, number, charts)?;
    }
    let all = Whole { story, slides: slides.len(), charts };
    package.add("[Content_Types].xml", Types { whole: &all }.render()?.as_bytes())?;
    package.add("docProps/core.xml", Core { whole: &all }.render()?.as_bytes())?;
    package.add("ppt/presentation.xml", Presentation { whole: &all }.render()?.as_bytes())?;
    package.add("ppt/_rels/presentation.xml.rels", PresentationRels { whole: &all }.render()?.as_bytes())?;
    Ok(package.zip.finish()?.into_inner())
}

/// The archive that is being written.
struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Default for Package {
    fn default() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())) }
    }
}

impl Package {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReportError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        self.zip.start_file(name, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    /// A slide with its notes and charts; `before` charts are there already, and how many there are then is returned.
    fn slide(&mut self, slide: &Slide, number: usize, before: usize) -> Result<usize, ReportError> {
        let mut charts = before;
        for bars in slide
            .shapes
            .iter()
            .filter_map(|shape| if let Shape::Chart { bars, .. } = shape { Some(bars) } else { None })
        {
            charts += 1;
            self.chart(bars, charts)?;
        }
        let page = Page { slide, number, before };
        self.add(&format!("ppt/slides/slide{number}.xml"), page.render()?.as_bytes())?;
        let rels = PageRels { number, charts: (before + 1..=charts).collect() };
        self.add(&format!("ppt/slides/_rels/slide{number}.xml.rels"), rels.render()?.as_bytes())?;
        self.add(&format!("ppt/notesSlides/notesSlide{number}.xml"), Notes { slide, number }.render()?.as_bytes())?;
        let rels = NotesRels { number }.render()?;
        self.add(&format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"), rels.as_bytes())?;
        Ok(charts)
    }

    fn chart(&mut self, bars: &Bars, number: usize) -> Result<(), ReportError> {
        self.add(&format!("ppt/charts/chart{number}.xml"), bars.part()?.as_bytes())?;
        let rels = ChartRels { number }.render()?;
        self.add(&format!("ppt/charts/_rels/chart{number}.xml.rels"), rels.as_bytes())?;
        self.add(&format!("ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), &bars.workbook()?)
    }
}

/// What the parts of the whole presentation tell.
struct Whole<'a> {
    story: &'a Story,
    slides: usize,
    charts: usize,
}

#[derive(Template)]
#[template(path = "slides/types.xml")]
struct Types<'a> {
    whole: &'a Whole<'a>,
}

#[derive(Template)]
#[template(path = "slides/core.xml")]
struct Core<'a> {
    whole: &'a Whole<'a>,
}

#[derive(Template)]
#[template(path = "slides/presentation.xml")]
struct Presentation<'a> {
    whole: &'a Whole<'a>,
}

#[derive(Template)]
#[template(path = "slides/presentation-rels.xml")]
struct PresentationRels<'a> {
    whole: &'a Whole<'a>,
}

#[derive(Template)]
#[template(path = "slides/slide.xml")]
struct Page<'a> {
    slide: &'a Slide,
    number: usize,
    /// Charts of slides before, to find the relation of one of this slide.
    before: usize,
}

#[derive(Template)]
#[template(path = "slides/slide-rels.xml")]
struct PageRels {
    number: usize,
    charts: Vec<usize>,
}

#[derive(Template)]
#[template(path = "slides/notes.xml")]
struct Notes<'a> {
    slide: &'a Slide,
    number: usize,
}

#[derive(Template)]
#[template(path = "slides/notes-rels.xml")]
struct NotesRels {
    number: usize,
}

#[derive(Template)]
#[template(path = "slides/chart-rels.xml")]
struct ChartRels {
    number: usize,
}

impl Page<'_> {
    /// The number of the chart at this place among the shapes.
    fn chart(&self, at: &usize) -> usize {
        let charts = self.slide.shapes[..*at].iter().filter(|shape| matches!(shape, Shape::Chart { .. })).count();
        self.before + charts + 1
    }
}
