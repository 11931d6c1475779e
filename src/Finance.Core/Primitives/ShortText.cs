namespace Finance.Core;

/// <summary>Names and labels: one line, not blank, not longer than a field allows. Kept as sent.</summary>
public static class ShortText
{
    /// <summary>Gathers what is wrong with a text that must be there.</summary>
    /// <param name="maxLength">In UTF-16 code units.</param>
    public static void Require(FieldErrors errors, string field, string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(field, "is required and must not be blank.");
        }
        else if (text.Length > maxLength)
        {
            errors.Add(field, $"has {text.Length} characters; at most {maxLength} are taken.");
        }
        else if (text.Any(char.IsControl))
        {
            errors.Add(field, "must be one line without control characters.");
        }
    }

    /// <summary>Gathers what is wrong with a text that may be left out.</summary>
    /// <inheritdoc cref="Require"/>
    public static void Allow(FieldErrors errors, string field, string? text, int maxLength)
    {
        if (text is not null)
        {
            Require(errors, field, text, maxLength);
        }
    }

    /// <summary>Whether people would take two names for the same: the case and the spaces around do not tell them apart.</summary>
    public static bool AreAlike(string left, string right) =>
        left.AsSpan().Trim().Equals(right.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);
}
