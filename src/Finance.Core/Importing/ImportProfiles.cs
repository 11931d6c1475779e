using System.Text.Json;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>What a user has said about the files of a bank, kept under a name.</summary>
public sealed record ImportProfile(string Id, string Name, ReadingChoices Choices, long Version);

/// <summary>Keeps the reading choices of each bank, so that a file needs its answers once.</summary>
public sealed class ImportProfiles(LedgerStore ledgers)
{
    private const string Noun = "import profile";

    public async Task<Result<Page<ImportProfile>>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var all = new List<ImportProfile>();
        var (from, to) = (LedgerKeys.ImportProfilePrefix, KeyText.After(LedgerKeys.ImportProfilePrefix));
        await foreach (var row in ledgers.Reader.RangeAsync(caller.Ledger, from, to, cancellationToken: cancellationToken))
        {
            all.Add(ImportProfileRow.Read(row));
        }

        var items = all.Where(profile => page.After is null || string.CompareOrdinal(profile.Id, page.After) > 0).Take(page.Limit + 1).ToList();
        var next = items.Count > page.Limit ? items[page.Limit - 1].Id : null;
        return new Page<ImportProfile>([.. items.Take(page.Limit)], next, all.Count);
    }

    /// <summary>Profiles by their ids; those that are not there are left out.</summary>
    public Task<Result<IReadOnlyDictionary<string, ImportProfile>>> FindAsync(
        Caller caller,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken) => ledgers.FindAsync(
            caller,
            LedgerPart.Everything,
            ids,
            async (owner, id, token) =>
                await ledgers.Reader.FindAsync(owner, LedgerKeys.ImportProfile(id), token) is { } row ? ImportProfileRow.Read(row) : null,
            cancellationToken);

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<ImportProfile>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var row = LedgerKeys.IsId(id) ? await ledgers.Reader.FindAsync(caller.Ledger, LedgerKeys.ImportProfile(id), cancellationToken) : null;
        return row is null ? Errors.NotFound(Noun) : ImportProfileRow.Read(row);
    }

    public Task<Result<ImportProfile>> CreateAsync(Change change, string name, ReadingChoices choices, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ImportProfile>(
            change,
            LedgerPart.Everything,
            (draft, _) =>
            {
                var profile = new ImportProfile(LedgerKeys.NewId(), name, choices, draft.Version);
                Stage(draft, null, profile, "import_profile.created");
                return Task.FromResult<Result<ImportProfile>>(profile);
            },
            cancellationToken);

    /// <param name="update">The choices after the update, from those before.</param>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<ImportProfile>> UpdateAsync(
        Change change,
        string id,
        Optional<string> name,
        Func<ReadingChoices, ReadingChoices> update,
        CancellationToken cancellationToken) => ledgers.ChangeAsync<ImportProfile>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var found = await FindAsync(draft, change, id, token);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                var old = found.Value;
                var changed = old with { Name = name.Or(old.Name)!, Choices = update(old.Choices), Version = draft.Version };
                if (ImportProfileRow.IsSame(old, changed))
                {
                    return old;
                }

                Stage(draft, old, changed, "import_profile.updated");
                return changed;
            },
            cancellationToken);

    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<ImportProfile>> DeleteAsync(Change change, string id, CancellationToken cancellationToken) => ledgers.ChangeAsync<ImportProfile>(
        change,
        LedgerPart.Everything,
        async (draft, token) =>
        {
            var found = await FindAsync(draft, change, id, token);
            if (found.IsOk)
            {
                var row = ImportProfileRow.Write(draft.Owner, found.Value);
                draft.Stage(new RowChange(RowChangeKind.Delete, row));
                draft.Record("import_profile.deleted", id, row, null);
            }

            return found;
        },
        cancellationToken);

    private static async Task<Result<ImportProfile>> FindAsync(LedgerDraft draft, Change change, string id, CancellationToken cancellationToken)
    {
        var row = LedgerKeys.IsId(id) ? await draft.FindAsync(LedgerKeys.ImportProfile(id), cancellationToken) : null;
        if (row is null)
        {
            return Errors.NotFound(Noun);
        }

        var profile = ImportProfileRow.Read(row);
        return change.IfMatch?.Accepts(profile.Version) == false ? Errors.PreconditionFailed() : profile;
    }

    private static void Stage(LedgerDraft draft, ImportProfile? before, ImportProfile after, string action)
    {
        var row = ImportProfileRow.Write(draft.Owner, after);
        draft.Stage(new RowChange(RowChangeKind.Put, row));
        draft.Record(action, after.Id, before is null ? null : ImportProfileRow.Write(draft.Owner, before), row);
    }
}

internal static class ImportProfileRow
{
    internal static Row Write(UserId owner, ImportProfile profile) => new Row(owner.ToString(), LedgerKeys.ImportProfile(profile.Id))
        .Set("Name", profile.Name)
        .Set("Choices", Json(profile.Choices))
        .Set("Version", profile.Version);

    internal static ImportProfile Read(Row row) => new(
        row.Key[LedgerKeys.ImportProfilePrefix.Length..],
        row.Text("Name"),
        JsonSerializer.Deserialize(row.Text("Choices"), ImportJson.Default.StoredChoices)!.ToChoices(),
        row.Long("Version"));

    internal static bool IsSame(ImportProfile left, ImportProfile right) => left.Name == right.Name && Json(left.Choices) == Json(right.Choices);

    private static string Json(ReadingChoices choices) => JsonSerializer.Serialize(StoredChoices.Of(choices), ImportJson.Default.StoredChoices);
}
