namespace Finance.Functions.OpenApi;

/// <summary>What the names in paths mean, told by what stands before them: <c>/api/accounts/{id}</c>.</summary>
internal static class PathParameters
{
    internal static string Describe(Operation operation, string name)
    {
        var list = ListOf(operation, name);
        return $"The id of one of {list}, as that list gives it.";
    }

    internal static string Sample(Operation operation, string name) => name switch
    {
        "userId" => SampleBook.ByFormat("uuid").GetValue<string>(),
        _ => SampleBook.Find(ListOf(operation, name).EndsWith("/transactions", StringComparison.Ordinal) ? "transaction_id" : "id", "string")!
            .GetValue<string>(),
    };

    private static string ListOf(Operation operation, string name) =>
        operation.Path[..(operation.Path.IndexOf($"{{{name}}}", StringComparison.Ordinal) - 1)];
}
