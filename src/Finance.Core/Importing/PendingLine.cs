using Finance.Core.Importing.Matching;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>A row of a file that is read and measured, and waits for its commit.</summary>
internal sealed class PendingLine
{
    private const string InFileTwice = "The file lists this entry twice, under the same bank id.";
    private const string AlreadyThere = "The ledger has this entry already.";
    private const string SameContent = "The ledger has an entry of the same day, amount and text; one of the two files gives no bank id.";
    private const string DeletedBefore = "The entry was imported before and deleted since.";
    private const string BankIdReused = "The bank used this id for another entry as well; both are kept.";
    private const string EqualInFile = "The file has an equal entry before it; both are kept.";

    internal required long Line { get; init; }

    /// <summary>The row's number in the file, from 1.</summary>
    internal required long Ordinal { get; init; }

    /// <summary>The verdict of a row that could not be read; null for an entry.</summary>
    internal ImportLine? Failure { get; init; }

    /// <summary>The entry without its id; null for a row that could not be read.</summary>
    internal Transaction? Entry { get; init; }

    internal FileEntry FileEntry { get; init; }

    /// <summary>What the entry is under the ids of accounts that were merged into its own.</summary>
    internal IReadOnlyList<EntryIdentity> FormerIdentities { get; init; } = [];

    /// <summary>The verdict, once it has been judged.</summary>
    internal ImportLine Verdict { get; private set; } = null!;

    /// <summary>The transaction to create; null where the verdict creates none.</summary>
    internal Transaction? Created { get; private set; }

    /// <summary>The recurring entry that the row is; null where the verdict is another.</summary>
    internal RecurringMatch? Match { get; private set; }

    /// <summary>The entry of the ledger that the row is, as the match leaves it; null where the row is created or repeated.</summary>
    internal Transaction? Merged { get; private set; }

    internal Month? Month => Entry is null ? null : Core.Month.Of(Entry.Date);

    /// <summary>Decides by what the ledger has, and adds what will be created to it.</summary>
    /// <param name="match">The recurring entry that the row is, should the ledger not have had the row before.</param>
    internal void Judge(KnownEntries known, long entryNumber, RecurringMatch? match)
    {
        (Created, Merged, Match) = (null, null, null);
        if (Failure is not null)
        {
            Verdict = Failure;
            return;
        }

        if (FileEntry.IsRepeated)
        {
            Verdict = new ImportLine(Line, Importing.Verdict.Duplicate, InFileTwice, null);
            return;
        }

        if (Repeats(known) is { } id)
        {
            Verdict = new ImportLine(Line, Importing.Verdict.Duplicate, ReasonFor(known, id), id);
            return;
        }

        var transactionId = TransactionId.Create(Entry!.Date, entryNumber, FileEntry.Identity.Tail);
        Create(known, Entry with { Id = transactionId }, match);
        known.Add(Month!.Value, transactionId.ToString());
    }

    /// <summary>The id of the entry that the row repeats; null where the ledger never had it. Its month must be known.</summary>
    internal string? Repeats(KnownEntries known)
    {
        var id = OwnId(known) ?? known.Find(Month!.Value, FileEntry.Identity);
        for (var former = 0; id is null && former < FormerIdentities.Count; former++)
        {
            id = known.Find(Month!.Value, FormerIdentities[former]);
        }

        return id;
    }

    /// <summary>A file that was exported here names the entries of this ledger by their own ids.</summary>
    private string? OwnId(KnownEntries known) =>
        TransactionId.TryParse(Entry!.BankId, out var own) && known.FindTail(Month!.Value, own.Tail) == Entry.BankId ? Entry.BankId : null;

    private void Create(KnownEntries known, Transaction row, RecurringMatch? match)
    {
        if (match is not null)
        {
            Take(match, row);
            return;
        }

        var transactionId = row.Id;
        Created = row;
        Verdict = (known.HasBankId(FileEntry.Identity), FileEntry.Ordinal) switch
        {
            (true, _) => new ImportLine(Line, Importing.Verdict.Conflict, BankIdReused, transactionId.ToString()),
            (_, > 0) => new ImportLine(Line, Importing.Verdict.Twin, EqualInFile, transactionId.ToString()),
            _ => new ImportLine(Line, Importing.Verdict.New, null, transactionId.ToString()),
        };
    }

    private void Take(RecurringMatch match, Transaction row)
    {
        var (template, entry) = (match.Expected.Template, match.Expected.Entry);
        Match = match;
        if (match.Expected.IsEntered)
        {
            Merged = MatchedEntry.Of(entry, row);
        }
        else
        {
            Created = row with { RecurringId = template.Id, CategoryId = row.CategoryId ?? entry.CategoryId };
        }

        var amount = row.Amount == entry.Amount ? string.Empty : $" The amount was {entry.Amount}.";
        var reason = $"It is '{template.Name}' of {LedgerDates.Format(match.Expected.NominalDate)}, "
            + (Merged is null ? "which was still to come." : "which the ledger had entered.")
            + amount;
        Verdict = new ImportLine(Line, Importing.Verdict.Matched, reason, (Merged ?? Created)!.Id.ToString()) { Score = match.Score };
    }

    private string ReasonFor(KnownEntries known, string id)
    {
        if (known.IsDeleted(Month!.Value, id))
        {
            return DeletedBefore;
        }

        var bank = EntryIdentity.OfTail(id.AsSpan(TransactionId.Length - TransactionId.TailLength)).Bank;
        return bank == 0 == (FileEntry.Identity.Bank == 0) ? AlreadyThere : SameContent;
    }
}
