using System.Globalization;
using Finance.Core.Importing.Reading.Evidence;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Finds by their content the columns that no words name: the date, the amount or the pair of debit and credit, the balance, the text.
/// </summary>
internal static class ContentRoles
{
    /// <returns>A question, where two columns could be the amount.</returns>
    public static OpenQuestion? Complete(ColumnProfile[] profiles, IReadOnlyList<CsvRow> rows, ColumnRole[] roles, bool[] isFixed)
    {
        var free = Enumerable.Range(0, roles.Length).Where(index => roles[index] == ColumnRole.None && !isFixed[index]).ToList();
        foreach (var role in new[] { ColumnRole.Date, ColumnRole.ValueDate })
        {
            var date = roles.Contains(role) ? -1 : free.FindIndex(index => profiles[index].IsFullOfDates);
            if (date >= 0)
            {
                roles[free[date]] = role;
                free.RemoveAt(date);
            }
        }

        OpenQuestion? question = null;
        if (!roles.Any(role => role is ColumnRole.Amount or ColumnRole.Debit or ColumnRole.Credit))
        {
            question = Amounts(profiles, rows, roles, free);
        }

        if (!roles.Any(role => role is ColumnRole.Payee or ColumnRole.Memo))
        {
            foreach (var index in free
                .Where(index => roles[index] == ColumnRole.None && profiles[index] is { HoldsText: true, HoldsOnlyIndicators: false })
                .OrderByDescending(index => Math.Min(profiles[index].Distinct, 16))
                .ThenByDescending(index => profiles[index].Characters))
            {
                roles[index] = roles.Contains(ColumnRole.Payee) ? ColumnRole.Memo : ColumnRole.Payee;
            }
        }

        foreach (var index in free.Where(index => roles[index] == ColumnRole.None && profiles[index].Filled > 0))
        {
            var profile = profiles[index];
            var role = profile.Currencies == profile.Filled ? ColumnRole.Currency
                : profile is { HoldsOnlyIndicators: true, Distinct: 2 } ? ColumnRole.Indicator
                : ColumnRole.None;
            roles[index] = roles.Contains(role) ? ColumnRole.None : role;
        }

        return question;
    }

    private static OpenQuestion? Amounts(ColumnProfile[] profiles, IReadOnlyList<CsvRow> rows, ColumnRole[] roles, List<int> free)
    {
        var numeric = free.Where(index => profiles[index].HoldsAmounts && profiles[index].MarkedAmounts > 0).ToList();
        if (numeric.Count == 0)
        {
            numeric = [.. free.Where(index => profiles[index].HoldsAmounts)];
        }

        var hasBalance = roles.Contains(ColumnRole.Balance);
        if (numeric.Count == 1)
        {
            roles[numeric[0]] = ColumnRole.Amount;
            return null;
        }

        foreach (var reading in Readings(numeric, profiles, hasBalance ? Array.IndexOf(roles, ColumnRole.Balance) : -1))
        {
            if (reading.Balance >= 0 && Chain(rows, reading).Holds)
            {
                reading.Apply(roles);
                return null;
            }
        }

        return numeric.Count == 0 ? null : Question(numeric, rows);
    }

    private static IEnumerable<Reading> Readings(List<int> numeric, ColumnProfile[] profiles, int balance)
    {
        foreach (var first in numeric)
        {
            foreach (var second in numeric.Where(index => index != first))
            {
                if (balance < 0)
                {
                    yield return new Reading(first, -1, -1, second);
                }

                if (profiles[first].Empty == 0 || profiles[second].Empty == 0)
                {
                    continue;
                }

                foreach (var third in balance >= 0 ? [balance] : numeric.Where(index => index != first && index != second))
                {
                    yield return new Reading(-1, first, second, third);
                }
            }

            if (balance >= 0)
            {
                yield return new Reading(first, -1, -1, balance);
            }
        }
    }

    private static BalanceChain Chain(IReadOnlyList<CsvRow> rows, Reading reading)
    {
        var best = new BalanceChain();
        foreach (var mark in new[] { '.', ',' })
        {
            var chain = new BalanceChain();
            foreach (var row in rows)
            {
                var debit = Math.Abs(Number(row, reading.Debit, mark) ?? 0);
                var amount = reading.Amount >= 0 ? Number(row, reading.Amount, mark) : (Number(row, reading.Credit, mark) ?? 0) - debit;
                chain.Add(amount, Number(row, reading.Balance, mark));
            }

            best = chain.Hits > best.Hits ? chain : best;
        }

        return best;
    }

    private static decimal? Number(CsvRow row, int index, char mark) =>
        index >= 0 && index < row.Cells.Length && AmountCell.TryRead(row.Cells[index], mark, out var amount, out _) == AmountFault.None
            ? amount.ToDecimal()
            : null;

    private static OpenQuestion Question(List<int> numeric, IReadOnlyList<CsvRow> rows) => new(
        ReadingSetting.Columns,
        [.. numeric.Select(index => string.Create(CultureInfo.InvariantCulture, $"amount={index + 1}"))],
        "More than one column without a known header holds amounts, and none of them proves another as a balance.",
        [.. rows.Where(row => row.IsSound && row.Cells.Length > numeric[^1]).Take(3).Select(row => new OpenRow(
            row.Line, "", string.Join(" | ", row.Cells), [.. numeric.Select(index => row.Cells[index])]))]);

    private readonly record struct Reading(int Amount, int Debit, int Credit, int Balance)
    {
        public void Apply(ColumnRole[] roles)
        {
            roles[Balance] = ColumnRole.Balance;
            if (Amount >= 0)
            {
                roles[Amount] = ColumnRole.Amount;
                return;
            }

            roles[Debit] = ColumnRole.Debit;
            roles[Credit] = ColumnRole.Credit;
        }
    }
}
