using System.Text.RegularExpressions;
using AgentGateway.Host.Tests.Cli;
using AgentGateway.Runtime.Resources;
using AgentGateway.Settings;

namespace AgentGateway.Host.Tests.Docs;

/// <summary>
/// What pages, personas and the README say of tools, verbs and settings is so, and each of these is named somewhere.
/// </summary>
public sealed partial class ReferencePageTests
{
    private static readonly Dictionary<string, string> Texts = All();

    public static TheoryData<string> Names => [.. Texts.Keys];

    /// <summary><c>AGW_UPDATE_SNAPSHOTS=1</c> writes the pages anew.</summary>
    [Fact]
    public async Task The_lists_of_tools_verbs_and_settings_are_those_of_the_program()
    {
        foreach (var (name, made) in (IEnumerable<(string, string)>)
        [
            ("tools", ReferencePages.Tools()), ("command-line", ReferencePages.CommandLinePage()),
            ("settings", ReferencePages.Settings()),
        ])
        {
            var file = Path.Combine(RepositoryRoot.Path, "src", "AgentGateway.Runtime", "Docs", $"{name}.md");
            if (Environment.GetEnvironmentVariable("AGW_UPDATE_SNAPSHOTS") == "1")
                await File.WriteAllTextAsync(file, made, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), made);
        }
    }

    [Fact]
    public void Every_verb_stands_in_the_README_too()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));
        Assert.All(
            AgentGateway.Cli.CommandLine.Root([]).Subcommands.Where(verb => !verb.Hidden),
            verb => Assert.Contains($"`agw {verb.Name}", readme, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_command_that_is_named_exists(string name)
    {
        var text = Texts[name];
        Assert.All(Quoted().Matches(text), quoted => Assert.Null(TypedLine.UnknownName(quoted.Groups[1].Value)?.Message));
        Assert.All(
            text.Split('\n').Where(line => line.StartsWith("agw ", StringComparison.Ordinal)),
            line => Assert.Null(TypedLine.UnknownName(line)?.Message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_setting_that_is_named_exists(string name)
    {
        var text = Texts[name];
        using var schema = SettingsSchema.Parse();
        Assert.All(
            Setting().Matches(text).Select(setting => setting.Groups[1].Value),
            setting => Assert.True(SettingsSchema.Of(schema.RootElement, setting.Split(':')) is not null, setting));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_tool_that_is_named_exists(string name)
    {
        var text = Texts[name];
        var tools = UnstartedGateway.Tools.Select(tool => tool.Name).ToHashSet();
        Assert.All(
            Call().Matches(text).Select(call => call.Groups[1].Value), tool => Assert.Contains(tool, tools));
        if (name is "README" or "svarog" or "weles" or "rarog")
            Assert.All(
                Tool().Matches(text).Select(tool => tool.Groups[1].Value), tool => Assert.Contains(tool, tools));
    }

    [Fact]
    public void The_checks_find_what_is_false()
    {
        Assert.NotNull(TypedLine.UnknownName("agw threads list"));
        Assert.NotNull(TypedLine.UnknownName("agw thread list --nosuch"));
        Assert.Null(TypedLine.UnknownName("agw thread read"));
        Assert.Matches(Setting(), "`Threads:Nosuch`");
        Assert.True(Texts.Count > 20);
    }

    private static Dictionary<string, string> All()
    {
        var texts = typeof(DocsPage).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("docs/", StringComparison.Ordinal))
            .Select(name => DocsPage.Of(typeof(DocsPage).Assembly, Path.GetFileNameWithoutExtension(name)))
            .ToDictionary(page => page.Name, page => page.Text);
        foreach (var persona in (string[])["svarog", "weles", "rarog"])
            texts[persona] = File.ReadAllText(
                Path.Combine(RepositoryRoot.Path, "src", "AgentGateway.Agents", "Personas", $"{persona}.md"));
        texts["README"] = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));
        return texts;
    }

    /// <summary>A command in code marks.</summary>
    [GeneratedRegex("`(agw [^`]+)`")]
    private static partial Regex Quoted();

    /// <summary>A setting in code marks, by its whole name.</summary>
    [GeneratedRegex("`([A-Z][A-Za-z]+(?::[A-Za-z0-9_]+)+)`")]
    private static partial Regex Setting();

    /// <summary>A tool with arguments, as in an example.</summary>
    [GeneratedRegex("""^([a-z]+_[a-z_]+) +\{""", RegexOptions.Multiline)]
    private static partial Regex Call();

    /// <summary>A name in code marks that looks like a tool's.</summary>
    [GeneratedRegex("`((?:agent|approval|artifact|question|session|task|thread|tool|workspace)_[a-z_]+)`")]
    private static partial Regex Tool();
}
