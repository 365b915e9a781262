using System.CommandLine;
using AgentGateway.Cli;
using AgentGateway.Data;
using AgentGateway.Testing.Sample;

namespace AgentGateway.Host.Tests.Sample;

/// <summary>A capability has verbs by one line in the table of verbs, made of its tools' declarations.</summary>
public sealed class SampleVerbTests
{
    [Theory]
    [InlineData("write", "NAME", "TEXT")]
    [InlineData("read", "NAME")]
    public void A_verb_has_the_arguments_of_its_tool(string name, params string[] words)
    {
        var verb = Assert.Single(Assert.Single(Root(["note", name]).Subcommands).Subcommands);

        Assert.Equal(name, verb.Name);
        Assert.Equal(words, verb.Arguments.Select(argument => argument.Name));
        Assert.All(verb.Arguments, argument => Assert.NotEmpty(argument.Description!));
    }

    [Fact]
    public void A_word_that_the_tool_requires_is_required() =>
        Assert.NotEmpty(Root(["note", "write", "list"]).Parse(["note", "write", "list"], CommandLine.Parsing).Errors);

    [Fact]
    public async Task A_verb_calls_its_tool_and_shows_the_view_to_a_person()
    {
        await using var gateway = await Gateway.StartWithAsync(
            new() { Contents = NoteModule.Contents, Modules = [new NoteModule()] });
        await using var socket = new ControlSocket(gateway, DataDirectory.Resolve(gateway.Data));
        var shown = new List<string>();

        Assert.Equal(0, await RunAsync(shown, "note", "write", "list", "buy", "bread", "--data", gateway.Data));
        Assert.Equal(0, await RunAsync(shown, "note", "read", "list", "--data", gateway.Data));

        Assert.Equal(["list is written.", "list: buy bread"], shown);
    }

    private static Task<int> RunAsync(List<string> shown, params string[] words) =>
        Verb.Group(new RootCommand(), words, new Verb("note", more => NoteVerbs.Create(more, shown.Add)))
            .Parse(words, CommandLine.Parsing)
            .InvokeAsync(cancellationToken: Gateway.Stop);

    private static Command Root(string[] words) =>
        Verb.Group(new RootCommand(), words, new Verb("note", NoteVerbs.Create));
}
