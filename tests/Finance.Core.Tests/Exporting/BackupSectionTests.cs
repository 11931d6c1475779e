using System.Buffers;
using System.Text.Json;
using Finance.Core.Exporting.Backup;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Docs;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

/// <summary>Holds what a backup has to what the features write.</summary>
public sealed class BackupSectionTests
{
    /// <summary>
    /// Kinds that are no section: the head and the user's rates, which stand alone, what holds others, what is made again, and what is left out.
    /// </summary>
    private static readonly string[] Elsewhere =
    [
        LedgerKeys.Head, LedgerKeys.Rates,
        LedgerKeys.Chart, LedgerKeys.Tags, LedgerKeys.YearPrefix, LedgerKeys.DaysPrefix,
        LedgerKeys.NameIntent, LedgerKeys.OncePrefix, LedgerKeys.WebhookAttemptPrefix, LedgerKeys.GrantPrefix,
    ];

    /// <summary>Properties that are made again, or left out, by what their rows' keys begin with.</summary>
    private static readonly Dictionary<string, string[]> Omitted = new(StringComparer.Ordinal)
    {
        [LedgerKeys.AccountPrefix] = ["History"],
        [LedgerKeys.GoalPrefix] = ["Cells"],
        [LedgerKeys.ImportPrefix] = ["Blob"],
        [LedgerKeys.TransferPrefix] = ["To", "ToIncarnation"],
        [LedgerKeys.AuditPrefix] = ["Changed"],
        [LedgerKeys.WebhookPrefix] =
        [
            "Secret", "Pause", "DeliveredThrough", "Failures", "NextAttemptAt", "Claim", "ClaimedUntil", "AttemptCount", "FirstAttempt",
            "LastAttemptAt", "LastStatus",
        ],
    };

    /// <summary>Who the user is and how they sign in, what is made again, and what is of the moment.</summary>
    private static readonly string[] NotInABackup =
    [
        .. BackupSections.OfTheUser,
        "Accounts{n}", "Plans{n}", "ChartVersion", "VisitAt", "VisitVersion", "ChangesFrom", "ErasingSince", "Restoring", "RestoringRows", "RestoredFrom", "RestoredAt",
    ];

    [Fact]
    public void Kinds_AllThatAreDocumented_AreInABackupOrLeftOutOnPurpose()
    {
        var sections = BackupSections.All.Select(section => section.From).ToHashSet(StringComparer.Ordinal);

        var missing = StorageDocument.Load().Kinds
            .Where(kind => kind.Table == Tables.Ledger && !sections.Contains(kind.Prefix) && !Elsewhere.Contains(kind.Prefix));

        Assert.Empty(missing);
    }

    [Fact]
    public void Head_EveryDocumentedProperty_IsInABackupOrTheUsersOwn()
    {
        var head = StorageDocument.Load().Kinds.Single(kind => kind.Table == Tables.Ledger && kind.Pattern == LedgerKeys.Head);

        Assert.Equal(
            head.Properties.Select(property => property.Name).Except(NotInABackup).Order(),
            BackupSections.Head.Select(field => field.Property).Order());
    }

    [Fact]
    public async Task Read_WhateverTheFeaturesWrite_IsTheRowThatWasWritten()
    {
        var rows = (await StorageScenario.RunAsync())
            .Where(written => written.Table == Tables.Ledger)
            .SelectMany(written => PackedRows.Apart([written.Row]));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var section = BackupSections.All.SingleOrDefault(known => row.Key.StartsWith(known.From, StringComparison.Ordinal));
            if (section is null)
            {
                continue;
            }

            seen.Add(section.Name);
            var json = Write(section, row);
            using var item = JsonDocument.Parse(json);
            var read = section.Read(item.RootElement, UserIdOf(row));

            Assert.Equal(row.Key, read.Key);
            Assert.Equal(Kept(section, row), Kept(section, read));
            Assert.Equal(json, Write(section, read));
        }

        Assert.Equal(BackupSections.All.Select(section => section.Name).Order(), seen.Order());
    }

    private static Dictionary<string, object> Kept(BackupSection section, Row row)
    {
        var omitted = Omitted.GetValueOrDefault(section.From, []);
        return row.Properties
            .Where(property => !omitted.Any(name => property.Key.StartsWith(name, StringComparison.Ordinal)))
            .ToDictionary(
                property => property.Key,
                property => property.Value is byte[] bytes ? Convert.ToHexString(bytes) : property.Value);
    }

    private static UserId UserIdOf(Row row) =>
        UserId.TryParse(row.Partition, out var owner) ? owner : throw new InvalidOperationException();

    private static string Write(BackupSection section, Row row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, BackupLayout.Options))
        {
            section.Write(json, row);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
