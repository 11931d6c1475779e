using System.Globalization;

namespace Finance.Core.Transactions.Bulk;

/// <summary>The errors of single operations, told of in the answer to all of them.</summary>
internal static class BulkErrors
{
    /// <summary>Where the fields of a transaction stand in an operation.</summary>
    internal const string InTransaction = "transaction";

    internal static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"operations[{index}]");

    /// <summary>An error of one operation, with its fields where they stand in the request.</summary>
    /// <param name="inside">The member of the operation that the fields are in; null for the operation itself.</param>
    internal static Error At(int index, string? inside, Error error)
    {
        var place = inside is null ? PathOf(index) : $"{PathOf(index)}.{inside}";
        return error with
        {
            Fields = error.Fields?.ToDictionary(
                field => field.Key.Length == 0 ? place : $"{place}.{field.Key}", field => field.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>The refusal of an atomic request: what is wrong with each operation that failed.</summary>
    internal static Error Refused(IReadOnlyList<BulkOutcome> outcomes)
    {
        var failed = outcomes
            .Select((outcome, index) => (outcome, index))
            .Where(item => item.outcome.Error is not null)
            .Select(item => new RefusedOperation(
                item.index, item.outcome.Id, item.outcome.Error!.Code, item.outcome.Error.Detail, item.outcome.Error.Fields))
            .ToList();
        var fields = failed
            .SelectMany(refused => refused.Errors ?? new Dictionary<string, IReadOnlyList<string>> { [PathOf(refused.Index)] = [refused.Detail] })
            .ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        return Errors.BulkRefused(failed, fields);
    }
}
