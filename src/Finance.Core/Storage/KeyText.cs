namespace Finance.Core.Storage;

/// <summary>
/// What may stand in a partition or row key: 1 to 512 characters, no <c>/ \ # ?</c> and no control characters
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields).
/// </summary>
public static class KeyText
{
    private const int MaxLength = 512;

    /// <exception cref="BatchRefusedException">The text cannot be a key.</exception>
    public static void Check(string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            throw new BatchRefusedException("A key has 1 to 512 characters.");
        }

        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
            {
                throw new BatchRefusedException("A key has no '/', '\\', '#', '?' and no control characters.");
            }
        }
    }

    /// <summary>The lowest key above every key that begins with <paramref name="prefix"/>.</summary>
    public static string After(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}
