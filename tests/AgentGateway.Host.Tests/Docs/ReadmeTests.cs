using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Host.Tests.Cli;
using AgentGateway.Settings;

namespace AgentGateway.Host.Tests.Docs;

/// <summary>
/// The README's blocks, as far as they can be judged without running them; those that can be run are, by the test of the
/// same name in Process.Tests.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Needs = ["release", "claude", "codex", "model"];

    public static TheoryData<string> Lines =>
        [.. ReadmeBlock.All.Where(block => block.Language == "sh").SelectMany(block => block.Lines).Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Each_verb_and_option_of_a_command_exists(string line)
    {
        foreach (var call in TypedLine.Calls(line)) Assert.Null(TypedLine.Error(call)?.Message);
        Assert.All(
            FileOfRepository().Matches(line).Select(match => match.Value),
            file => Assert.True(Path.Exists(Path.Combine(RepositoryRoot.Path, file)), file));
    }

    [Fact]
    public void Every_block_is_run_or_says_what_it_needs()
    {
        Assert.All(
            ReadmeBlock.All, block => Assert.Contains(block.Language, new[] { "sh", "json", "yaml", "markdown" }));
        Assert.All(ReadmeBlock.All, block => Assert.True(block.Needs is null || Needs.Contains(block.Needs), block.Needs));
        Assert.True(ReadmeBlock.All.Count(block => block is { Language: "sh", Needs: null }) > 8);
        Assert.Contains(ReadmeBlock.All.SelectMany(block => TypedLine.Calls(block.Text)), call => call.Length > 0);
    }

    [Fact]
    public void Settings_in_it_are_settings()
    {
        using var schema = SettingsSchema.Parse();
        var blocks = ReadmeBlock.All.Where(block => block.Language == "json").Select(block => block.Text)
            .Where(text => text.Contains("\"Providers\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, text => Known(JsonDocument.Parse(text).RootElement, schema.RootElement));
    }

    [Fact]
    public void Its_picture_is_a_recording_of_the_product()
    {
        var picture = Picture().Match(ReadmeBlock.Readme).Groups[1].Value;
        var file = new FileInfo(Path.Combine(RepositoryRoot.Path, picture));

        Assert.InRange(file.Length, 10_000, 300_000);
        Assert.Contains("agw session create", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    private static void Known(JsonElement value, JsonElement schema)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var member in value.EnumerateObject())
        {
            var known = SettingsSchema.Member(schema, member.Name);
            Assert.True(known is not null, member.Name);
            Known(member.Value, known.Value);
        }
    }

    [GeneratedRegex(@"(?<![\w/.])(?:src|tests|docs)/[A-Za-z./]+(?=\s)")]
    private static partial Regex FileOfRepository();

    [GeneratedRegex(@"!\[[^\]]+\]\(([^)]+)\)")]
    private static partial Regex Picture();
}
