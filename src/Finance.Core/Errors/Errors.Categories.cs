namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition CategoryNameTakenDefinition =
        Define("category_name_taken", ErrorKind.Conflict, "Another category beside it has this name.");

    private static readonly ErrorDefinition TooManyCategoriesDefinition =
        Define("too_many_categories", ErrorKind.Conflict, "There are as many categories as there can be.");

    public static Error CategoryNameTaken(string name) => new(
        CategoryNameTakenDefinition,
        $"Under the same parent there is a category '{name}' of this type already. Choose another name, or rename that one first.");

    /// <param name="where">"in a ledger", "below one category".</param>
    public static Error TooManyCategories(int limit, string where) =>
        new(TooManyCategoriesDefinition, $"There can be {limit} categories {where}. Delete one that is not needed.");
}
