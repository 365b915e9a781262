using System.Text.RegularExpressions;

namespace AgentGateway.Testing;

/// <summary>A fenced block of the README.</summary>
/// <param name="Needs">
/// What it takes that a test has not, such as a program or an account: such a block is not run. Null: it is.
/// </param>
/// <param name="Line">Where it begins in the file.</param>
public sealed partial record ReadmeBlock(string Language, string? Needs, string Text, int Line)
{
    /// <summary>The README of the repository.</summary>
    public static string Readme { get; } = File.ReadAllText(System.IO.Path.Combine(RepositoryRoot.Path, "README.md"));

    /// <summary>All blocks, in their order.</summary>
    public static IReadOnlyList<ReadmeBlock> All { get; } =
    [
        .. Fence().Matches(Readme).Select(fence => new ReadmeBlock(
            fence.Groups["language"].Value,
            fence.Groups["needs"].Success ? fence.Groups["needs"].Value : null,
            fence.Groups["text"].Value,
            Readme[..fence.Index].Count(sign => sign == '\n') + 1)),
    ];

    public IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^```(?<language>\w*)(?: needs=(?<needs>\w+))?\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
