using System.Text.Json;
using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Transactions.Bulk;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Transactions;

/// <summary>Bulk requests as clients send them.</summary>
/// <param name="IsAtomic">All of it or nothing.</param>
internal sealed record BulkRequest(IReadOnlyList<BulkRow> Operations, bool IsAtomic)
{
    private enum Kind
    {
        Create,
        Update,
        Delete,
        Categorize,
    }

    internal static BulkRequest Of(RequestInput input) => new(
        input.Body.Required("operations", Read.List(Rows, BulkService.MaxOperations, min: 1).Says("What is done, in this order.")),
        input.Query.Optional("atomic", Read.Bool.Says("All of it or nothing, as far as one commit holds it."), false));

    // What is wrong with one operation is no fault of the others.
    private static ValueReader<BulkRow> Rows { get; } = new(
        () => new Schema() { AnyOf = [.. SnakeCase.All<Kind>().Select(kind => Read.Object(fields => OfKind(fields, kind)).Schema)] },
        value => new BulkRow(IdIn(value), Read.Attempt(Read.Object(Operation)).Read(value)));

    private static ValueReader<IfMatch> Match { get; } = new(
        new Schema("string") { Description = "An entity tag of the transaction, in its quotes, or *.", Example = "\"v12\"" },
        value => value.TryGetText(out var text) && ETags.Versions(text) is { } match
            ? match
            : value.Refuse<IfMatch>("must be an entity tag as this API gives them, in its quotes, or *."));

    private static string? IdIn(FieldValue value) =>
        value.Json.ValueKind == JsonValueKind.Object
        && value.Json.TryGetProperty("id", out var json)
        && Read.Attempt(Read.Id).Read(new FieldValue("id", json, new FieldErrors())) is { IsOk: true } id
            ? id.Value
            : null;

    private static BulkOperation Operation(ObjectFields fields)
    {
        if (fields.TryGiven("op", out var op) && op.TryGetText(out var kind) && SnakeCase.TryParse<Kind>(kind, out _))
        {
            return OfKind(fields, kind);
        }

        // Which other fields belong to the operation is not known: only what is wrong with its kind is told.
        _ = fields.All().Count();
        _ = fields.Required("op", Read.Enum<Kind>());
        return null!;
    }

    private static BulkOperation OfKind(ObjectFields fields, string kind)
    {
        _ = fields.Required("op", Read.Word((kind, kind)));
        return SnakeCase.Parse<Kind>(kind) switch
        {
            Kind.Create => new BulkOperation.Create(fields.Required("transaction", Inside(TransactionRequests.Entered))),
            Kind.Update => new BulkOperation.Update(Id(fields), IfMatch(fields), fields.Required("transaction", Inside(TransactionRequests.Patch))),
            Kind.Delete => new BulkOperation.Delete(Id(fields), IfMatch(fields)),
            _ => new BulkOperation.Categorize(Id(fields), IfMatch(fields), CategoryId(fields)),
        };
    }

    private static string Id(ObjectFields fields) => fields.Required("id", Read.Id);

    /// <summary>Null is a category too: none.</summary>
    private static string? CategoryId(ObjectFields fields)
    {
        var category = fields.ChangeOrClear("category_id", Read.Id);
        return category.IsPresent ? category.Or(null) : fields.Required("category_id", Read.Id);
    }

    private static IfMatch? IfMatch(ObjectFields fields) => fields.Optional("if_match", Match);

    /// <summary>Reads an object whose fields the ledger's own rules know by their names alone.</summary>
    private static ValueReader<T> Inside<T>(Func<ObjectFields, T> read) => Read.Attempt(Read.Object(read)).Then((value, inner) =>
    {
        foreach (var (field, reasons) in inner.Error?.Fields ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            foreach (var why in reasons)
            {
                value.Errors.Add(field.Length == 0 ? value.Path : $"{value.Path}.{field}", why);
            }
        }

        return inner.IsOk ? inner.Value : default!;
    });
}
