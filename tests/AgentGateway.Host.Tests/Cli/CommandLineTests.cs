using System.CommandLine;
using AgentGateway.Cli;

namespace AgentGateway.Host.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_verb_is_made_and_says_what_it_does()
    {
        var all = Verbs(CommandLine.Root([])).ToList();

        Assert.True(all.Count > 80);
        Assert.All(all, verb => Assert.NotEmpty(verb.Description!));
        Assert.All(all, verb => Assert.All(
            verb.Options,
            option => Assert.False(string.IsNullOrEmpty(option.Description), $"{verb.Name} {option.Name}")));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("task", "list", "--limit", "3")]
    [InlineData("mcp-servers", "show", "github")]
    public void A_verb_that_is_called_is_made_alone(params string[] args)
    {
        var verb = Assert.Single(CommandLine.Root(args).Subcommands);

        Assert.Equal(args[0], verb.Name);
        if (args.Length > 1) Assert.Equal(args[1], Assert.Single(verb.Subcommands).Name);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("nonsense")]
    public void Without_a_verb_all_are_made(params string[] args) =>
        Assert.Equal(CommandLine.Root([]).Subcommands.Count, CommandLine.Root(args).Subcommands.Count);

    [Theory]
    [InlineData("thread", "list")]
    [InlineData("thread", "list", "--no-start")]
    [InlineData("status")]
    [InlineData("usage")]
    public async Task A_data_directory_that_is_named_and_missing_is_not_made(params string[] verb)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(
            ExitCodes.Unreachable, await CommandLine.RunAsync([.. verb, "--data", folder["misspelt"], "--json"]));

        Assert.False(Directory.Exists(folder["misspelt"]));
    }

    [Fact]
    public void A_group_that_is_called_without_a_verb_of_its_own_has_all_of_them()
    {
        var group = Assert.Single(CommandLine.Root(["task", "--help"]).Subcommands);

        Assert.Equal(
            ["create", "list", "get", "wait", "update", "cancel", "retry"],
            group.Subcommands.Select(verb => verb.Name));
    }

    [Fact]
    public void The_help_of_every_verb_has_examples_that_can_be_typed()
    {
        foreach (var verb in Verbs(CommandLine.Root([])).Where(verb => !verb.Hidden))
        {
            var path = UsageErrors.PathOf(verb);
            var examples = verb.Description!.Split('\n')
                .SkipWhile(line => !line.StartsWith("Example", StringComparison.Ordinal))
                .Select(line => line.Trim()).ToList();
            Assert.True(examples.Exists(line => line.Contains("agw ", StringComparison.Ordinal)), $"{path}: no example");
            foreach (var example in examples.Where(line => line.StartsWith("agw ", StringComparison.Ordinal)))
                Assert.Null(TypedLine.Error(example));
        }
    }

    [Fact]
    public void The_help_of_the_program_names_every_verb_in_thirty_lines()
    {
        var words = RootHelp.Text.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.All(
            CommandLine.Root([]).Subcommands.Where(verb => !verb.Hidden), verb => Assert.Contains(verb.Name, words));
        Assert.InRange(RootHelp.Text.Split('\n').Length, 20, 30);
    }

    private static IEnumerable<Command> Verbs(Command command) =>
        command.Subcommands.SelectMany(verb => Verbs(verb).Prepend(verb));
}
