using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>
/// Our screen against tmux: character by character, colour by colour, the scrollback and the cursor, for small
/// sequences and for recordings of real programs at many points. What tmux 3.3a showed is in the repository; where the
/// machine has a tmux, that one is asked as well. AGENTGATEWAY_UPDATE_CORPUS=1 writes anew what is in the repository.
/// </summary>
public sealed class OracleTests
{
    private const int DifferencesShown = 12;

    /// <summary>
    /// tmux forgets a joiner at the end of what it happens to read at once, so that it may show a case in two ways.
    /// </summary>
    private const int Attempts = 10;
    private const string OracleVersion = "tmux 3.3a";

    public static TheoryData<string> Groups => [.. Corpus.Groups];

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_screen_shows_what_tmux_showed(string group)
    {
        var cases = Corpus.Cases(group);
        Compare(cases, Corpus.ReadExpected(group, cases));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task A_screen_shows_what_the_tmux_of_this_machine_shows(string group)
    {
        if (await TmuxServer.VersionAsync() is not { } version)
        {
            Assert.Skip("There is no tmux on this machine.");
            return;
        }

        if (version != OracleVersion)
            Assert.Skip($"This machine has {version}; what is compared is how {OracleVersion} does it.");
        var cases = Corpus.Cases(group);
        await using var tmux = new TmuxServer();
        await tmux.StartAsync();
        var shown = await tmux.ShowAsync(cases);
        for (var again = 1; again < Attempts; again++)
        {
            var differing = Enumerable.Range(0, cases.Count)
                .Where(index => Difference(cases[index], shown[index]) is not null)
                .ToList();
            foreach (var (index, screen) in differing.Zip(
                await tmux.ShowAsync([.. differing.Select(index => cases[index])])))
                shown[index] = screen;
        }

        if (Environment.GetEnvironmentVariable("AGENTGATEWAY_UPDATE_CORPUS") == "1")
            Corpus.WriteExpected(group, cases, shown);
        Compare(cases, shown);
    }

    private static void Compare(IReadOnlyList<ScreenCase> cases, IReadOnlyList<ShownScreen> expected)
    {
        Assert.NotEmpty(cases);
        var differences = cases.Zip(expected)
            .Select(pair => (pair.First.Name, What: Difference(pair.First, pair.Second)))
            .Where(found => found.What is not null).Select(found => $"{found.Name}: {found.What}").ToList();
        Assert.True(
            differences.Count == 0,
            $"{differences.Count} of {cases.Count} differ:\n{string.Join("\n", differences.Take(DifferencesShown))}");
    }

    private static ShownScreen Show(ScreenCase given)
    {
        var screen = new TerminalScreen(given.Columns, given.Rows);
        screen.Feed(given.Output);
        foreach (var (columns, rows) in given.Resizes)
            screen.Resize(columns, rows);
        return new ShownScreen(
            screen.Cursor.X,
            screen.Cursor.Y,
            screen.AlternateScreen,
            screen.ScrollbackLines,
            screen.RenderAnsi(int.MaxValue));
    }

    private static string? Difference(ScreenCase given, ShownScreen expected)
    {
        var shown = Show(given);
        // tmux keeps the scrollback apart but in the same place while the alternate screen is shown; we tell of none
        // then.
        var wanted = CapturedRows.Read(expected.Captured)[(expected.Alternate ? expected.ScrollbackLines : 0)..];
        var had = CapturedRows.Read(shown.Captured);
        if (wanted.Count != had.Count)
            return $"{wanted.Count} rows expected, {had.Count} shown";
        for (var row = 0; row < had.Count; row++)
        {
            if (!wanted[row].SequenceEqual(had[row]))
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"row {row}\n  expected {Line(wanted[row])}\n  shown    {Line(had[row])}");
        }

        // tmux's cursor stands behind the last column while a wrap is pending; ours is told on it.
        return (Math.Min(expected.CursorX, given.LastColumns - 1), expected.CursorY,
            expected.Alternate) == (shown.CursorX, shown.CursorY, shown.Alternate)
            ? null
            : $"cursor {expected.CursorX},{expected.CursorY} expected, {shown.CursorX},{shown.CursorY} shown; "
                + $"alternate {expected.Alternate}, {shown.Alternate}";
    }

    private static string Line(List<ShownCell> cells) => new StringBuilder().AppendJoin("", cells).ToString();
}
