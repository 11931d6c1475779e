using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Ledgers;

/// <summary>Steps one after the other.</summary>
internal static class Scripts
{
    /// <summary>Scripts that shrink by leaving out steps.</summary>
    internal static Arbitrary<T[]> Of<T>(Gen<T> any, int longest) => Arb.From(
        from length in Gen.Choose(1, longest)
        from steps in any.ArrayOf(length)
        select steps,
        Shrink);

    private static IEnumerable<T[]> Shrink<T>(T[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= steps.Length; from += size)
            {
                yield return [.. steps[..from], .. steps[(from + size)..]];
            }
        }
    }
}
