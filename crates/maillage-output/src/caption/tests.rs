use super::month_in_name;

#[test]
fn a_month_is_read_in_a_file_name_where_it_is_one() {
    assert_eq!(month_in_name("liste-fs-20240801.csv"), Some((2024, 8)));
    assert_eq!(month_in_name("cnfs-2022-12.json"), Some((2022, 12)));
    assert_eq!(month_in_name("insee-20221399.csv"), None);
    assert_eq!(month_in_name("lot-1234-56.csv"), None);
}
