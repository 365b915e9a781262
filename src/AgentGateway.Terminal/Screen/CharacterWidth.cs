namespace AgentGateway.Terminal.Screen;

/// <summary>
/// How many columns a character takes: 0 where it joins the one before it, 1, or 2. The table follows tmux and the C
/// library it asks, not the newest Unicode, because a screen must break lines where the terminal that the program sees
/// breaks them.
/// </summary>
public static partial class CharacterWidth
{
    /// <summary>Controls and line separators, which are not shown.</summary>
    public const int None = 3;

    private const int FirstThatIsNotOne = 0x300;
    private const int LastC1 = 0x9f;

    /// <summary>The first code point of each range times four, plus its width.</summary>
    private static readonly int[] Changes = Absolute(Steps);

    public static int Of(int codePoint)
    {
        if (codePoint < FirstThatIsNotOne)
            return codePoint is >= 0x80 and <= LastC1 ? None : 1;
        var changes = Changes;
        int low = 0, high = changes.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (changes[middle] >> 2 <= codePoint)
                low = middle;
            else
                high = middle - 1;
        }

        return changes[low] & 3;
    }

    private static int[] Absolute(ReadOnlySpan<int> steps)
    {
        var changes = new int[steps.Length];
        var start = 0;
        for (var index = 0; index < steps.Length; index++)
        {
            start += steps[index] >> 2;
            changes[index] = (start << 2) | (steps[index] & 3);
        }

        return changes;
    }
}
