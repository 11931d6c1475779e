using System.Globalization;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Gives each column its role: as the caller says, else by the header's words where the content allows, else by content alone.
/// </summary>
internal static class CsvColumns
{
    private static readonly ColumnRole[] Repeatable = [ColumnRole.None, ColumnRole.Memo];

    public static (IReadOnlyList<StatementColumn> Columns, string? Missing, OpenQuestion? Question) Assign(
        string[] names, ColumnProfile[] profiles, IReadOnlyList<CsvRow> rows, ReadingChoices choices)
    {
        var roles = new ColumnRole[names.Length];
        var isFixed = new bool[names.Length];
        foreach (var (role, name) in choices.Columns ?? new Dictionary<ColumnRole, string>())
        {
            var index = IndexOf(name, names);
            if (index < 0)
            {
                return ([], name, null);
            }

            (roles[index], isFixed[index]) = (role, true);
        }

        OpenQuestion? question = null;
        if (!choices.NamesAllColumns)
        {
            var ranks = ByWords(names, profiles, roles, isFixed);
            question = ContentRoles.Complete(profiles, rows, roles, isFixed);
            Settle(profiles, roles, isFixed, ranks);
        }

        var columns = roles
            .Select((role, index) => new StatementColumn(index, role, names[index]))
            .Where(column => column.Role != ColumnRole.None);
        return ([.. columns], null, question);
    }

    private static int IndexOf(string name, string[] names)
    {
        var exact = Array.FindIndex(names, header => HeaderWords.Normalise(header) == HeaderWords.Normalise(name) && header.Length > 0);
        var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return exact >= 0 ? exact : isNumber && number >= 1 && number <= names.Length ? number - 1 : -1;
    }

    private static int[] ByWords(string[] names, ColumnProfile[] profiles, ColumnRole[] roles, bool[] isFixed)
    {
        var claims = names
            .SelectMany((name, index) => HeaderWords.Find(name)
                .Where(meaning => profiles[index].Allows(meaning.Role))
                .Select((meaning, order) => (index, meaning, order)))
            .OrderBy(claim => claim.meaning.IsWhole ? 0 : 1)
            .ThenBy(claim => claim.order)
            .ThenBy(claim => claim.meaning.Rank)
            .ThenBy(claim => profiles[claim.index].Filled == 0 ? 1 : 0)
            .ThenBy(claim => claim.index);
        var ranks = new int[names.Length];
        var isTaken = new bool[names.Length];
        foreach (var (index, meaning, _) in claims)
        {
            var role = meaning.Role;
            ranks[index] = isTaken[index] ? ranks[index] : meaning.Rank;
            if (isFixed[index] || isTaken[index])
            {
                continue;
            }

            if (Repeatable.Contains(role) || !roles.Contains(role))
            {
                (roles[index], isTaken[index]) = (role, true);
            }
            else if (role == ColumnRole.Date && !roles.Contains(ColumnRole.ValueDate))
            {
                (roles[index], isTaken[index]) = (ColumnRole.ValueDate, true);
            }
            else if (role == ColumnRole.Payee)
            {
                (roles[index], isTaken[index]) = (ColumnRole.Memo, true);
            }
        }

        return ranks;
    }

    private static void Settle(ColumnProfile[] profiles, ColumnRole[] roles, bool[] isFixed, int[] ranks)
    {
        // A type column that says nothing but debit and credit is an indicator.
        var type = Array.IndexOf(roles, ColumnRole.Type);
        if (type >= 0 && !isFixed[type] && profiles[type].HoldsOnlyIndicators && Array.IndexOf(roles, ColumnRole.Amount) >= 0
            && Array.IndexOf(roles, ColumnRole.Indicator) < 0)
        {
            roles[type] = ColumnRole.Indicator;
        }

        // Debit and credit columns beside an amount only repeat it.
        var amount = Array.IndexOf(roles, ColumnRole.Amount);
        if (amount >= 0 && !isFixed.Contains(true))
        {
            var pair = Array.IndexOf(roles, ColumnRole.Debit) >= 0 && Array.IndexOf(roles, ColumnRole.Credit) >= 0;
            var isPartial = profiles[amount].Empty > profiles[amount].Filled;
            for (var index = 0; index < roles.Length; index++)
            {
                var isPair = roles[index] is ColumnRole.Debit or ColumnRole.Credit;
                roles[index] = (isPair && !(pair && isPartial)) || (index == amount && pair && isPartial) ? ColumnRole.None : roles[index];
            }
        }

        // One account number for all rows is the own one.
        var account = Array.IndexOf(roles, ColumnRole.CounterpartyAccount);
        var isConstant = account >= 0 && !isFixed[account] && profiles[account] is { Distinct: 1, Filled: > 2, Empty: 0 };
        if (isConstant && !roles.Contains(ColumnRole.OwnAccount))
        {
            roles[account] = ColumnRole.OwnAccount;
        }

        NamePayee(profiles, roles, isFixed, ranks);
    }

    // Without a column for the other side, the payer is it, or else the description that tells entries apart best.
    private static void NamePayee(ColumnProfile[] profiles, ColumnRole[] roles, bool[] isFixed, int[] ranks)
    {
        if (roles.Contains(ColumnRole.Payee))
        {
            return;
        }

        var payer = Array.IndexOf(roles, ColumnRole.Payer);
        if (payer >= 0)
        {
            roles[payer] = ColumnRole.Payee;
            return;
        }

        var memo = Enumerable.Range(0, roles.Length)
            .Where(index => roles[index] == ColumnRole.Memo && !isFixed[index])
            .OrderBy(index => profiles[index].Filled * 2 < profiles[index].Empty ? 1 : 0)
            .ThenBy(index => ranks[index])
            .ThenByDescending(index => profiles[index].Distinct)
            .Cast<int?>()
            .FirstOrDefault();
        if (memo is not null)
        {
            roles[memo.Value] = ColumnRole.Payee;
        }
    }
}
