using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentGateway.Domain.Policy;

namespace AgentGateway.ShellPolicy.Tests.Fuzzing;

/// <summary>
/// Random lines run in the real bash: of each program that bash started, the reader has found the call, or it says
/// that it did not understand the line. <c>AGW_FUZZ_SECONDS</c> and <c>AGW_FUZZ_SEED</c> try more.
/// </summary>
public sealed class BashAgreementTests
{
    private const int LinesOfOneRound = 300;
    private const string NotUnderstood = "it was not understood";

    /// <summary>
    /// What longer runs have found, and others of its kind: one line each of a file beside this one, <c>\n</c> in it is a
    /// line break.
    /// </summary>
    [Fact]
    public async Task What_was_missed_once_is_found_or_said_not_to_be_understood()
    {
        var cancellation = TestContext.Current.CancellationToken;
        if (await BashSandbox.MissingAsync(cancellation) is { } missing) Assert.Skip(missing);
        var path = Path.Combine(AppContext.BaseDirectory, "Fuzzing", "missed-once.txt");
        string[] lines =
        [
            .. (await File.ReadAllLinesAsync(path, cancellation))
                .Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal)),
        ];

        var compared = await CompareAsync(lines, cancellation);

        Assert.True(compared.Missed.Count == 0, string.Join('\n', compared.Missed));
    }

    [Fact]
    public async Task Every_command_that_bash_executes_is_found_or_said_not_to_be_understood()
    {
        var cancellation = TestContext.Current.CancellationToken;
        if (await BashSandbox.MissingAsync(cancellation) is { } missing) Assert.Skip(missing);
        var grammar = LineGrammar.Read(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "grammar.txt"));
        var seconds = Setting("AGW_FUZZ_SECONDS", 0);
        var seed = Setting("AGW_FUZZ_SEED", 20261121);
        var began = Stopwatch.StartNew();
        var missed = new List<string>();
        var (executing, understood, round) = (0, 0, 0);
        do
        {
            var random = new Random(seed + round++);
            string[] lines = [.. Enumerable.Range(0, LinesOfOneRound).Select(_ => grammar.Line(random))];
            var compared = await CompareAsync(lines, cancellation);
            executing += compared.Executing;
            understood += compared.Understood;
            missed.AddRange(compared.Missed);
        }
        while (began.Elapsed.TotalSeconds < seconds);

        Assert.True(missed.Count == 0, $"{missed.Count} missed:\n" + string.Join('\n', missed));
        Assert.True(executing > LinesOfOneRound / 2, $"only {executing} lines executed something");
        Assert.True(understood > executing / 4, $"only {understood} of {executing} lines were understood");
    }

    private static async Task<Compared> CompareAsync(string[] lines, CancellationToken cancellation)
    {
        var calls = await BashSandbox.CallsOfAsync(lines, cancellation);
        var missed = new List<string>();
        var (executing, understood) = (0, 0);
        for (var at = 0; at < lines.Length; at++)
        {
            if (calls[at].Count > 0) executing++;
            var read = Requests.Read(lines[at]);
            if (read.Facts.Any(fact => fact.StartsWith(NotUnderstood, StringComparison.Ordinal))) continue;
            if (calls[at].Count > 0) understood++;
            missed.AddRange(calls[at].Where(call => !read.Commands.Any(found => IsSame(found, call)))
                .Select(call => $"{lines[at]}\n    executed {Shown(call)}, found {Shown(read)}"));
        }

        return new(executing, understood, missed);
    }

    /// <summary>What is not known beforehand stands as <c>$</c>, and may be any words; patterns match names.</summary>
    private static bool IsSame(IReadOnlyList<string> found, string[] executed)
    {
        var pattern = new StringBuilder("^");
        foreach (var (word, at) in found.Select((word, at) => (word, at)))
        {
            // A word of which nothing is known may also be none.
            if (at > 0 && word.Length > 0 && word.All(character => character == '$')) pattern.Append("(\0.*)?");
            else pattern.Append(at == 0 ? "" : "\0").Append(Pattern(word));
        }

        return Regex.IsMatch(string.Join('\0', executed), pattern.Append('$').ToString(), RegexOptions.Singleline);
    }

    private static string Pattern(string word) => string.Concat(word.Select(character => character switch
    {
        '$' or '*' => ".*",
        // A class of characters that fits no name stays as it is written.
        '?' => @"(.|\[[^]]*\])",
        _ => Regex.Escape($"{character}"),
    }));

    private static string Shown(CommandFindings read) =>
        string.Join(" ", read.Commands.Select(Shown)) + " " + string.Join("; ", read.Facts);

    private static string Shown(IEnumerable<string> words) => $"[{string.Join('|', words)}]";

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;

    /// <summary>How many of some lines executed something, how many of these were understood, and what was missed.</summary>
    private sealed record Compared(int Executing, int Understood, IReadOnlyList<string> Missed);
}
