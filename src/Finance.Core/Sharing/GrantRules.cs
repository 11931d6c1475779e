using Finance.Core.Ledgers;

namespace Finance.Core.Sharing;

/// <summary>What a grant must be like.</summary>
internal static class GrantRules
{
    /// <param name="grantee">Null where nobody has the username.</param>
    internal static Error? Check(LedgerSnapshot ledger, NewGrant asked, LedgerSnapshot? grantee)
    {
        var errors = new FieldErrors();
        if (grantee is null)
        {
            errors.Add("grantee", "must be the username of a user who is registered.");
        }
        else if (grantee.Owner == ledger.Owner)
        {
            errors.Add("grantee", "must be somebody else: your own ledger is open to you.");
        }

        CheckScope(ledger, asked.Scope, errors);
        return errors.IsEmpty ? null : errors.ToError();
    }

    private static void CheckScope(LedgerSnapshot ledger, GrantScope scope, FieldErrors errors)
    {
        if (scope.Kind != GrantKind.Transactions)
        {
            foreach (var (field, isGiven) in (ReadOnlySpan<(string, bool)>)
                [("scope.category_ids", scope.CategoryIds.Count > 0), ("scope.types", scope.Types.Count > 0)])
            {
                if (isGiven)
                {
                    errors.Add(field, "is only for kind 'transactions'.");
                }
            }

            return;
        }

        for (var index = 0; index < scope.CategoryIds.Count; index++)
        {
            if (ledger.Chart.FindCategory(scope.CategoryIds[index]) is null)
            {
                errors.Add($"scope.category_ids[{index}]", "names no category of this ledger.");
            }
        }
    }
}
