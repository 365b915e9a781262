using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Cli;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Host.Tests.Cli;

public sealed class VerbOptionTests
{
    private static readonly ToolArgument<string> Priority = ToolArgument.Choice("priority", "How soon.", "low", "high");

    [Fact]
    public void Options_become_arguments_of_the_tool_with_their_types() => Assert.Equal(
        """{"thread_id":"thr_1","limit":3,"offset":-4,"seconds":0.5,"hidden":true,"ids":["a","b"],"input":"""
            + """{"x":1},"priority":"low"}""",
        Read(
            [
                ToolArgument.Text("thread_id", "Of it."), ToolArgument.Number("limit", "At most.", minimum: 1),
                ToolArgument.Count("offset", "From there."), ToolArgument.Seconds("seconds", "So long."),
                ToolArgument.Flag("hidden", "Also hidden ones."), ToolArgument.Texts("ids", "These."),
                ToolArgument.Json("input", "Any object."), Priority,
            ],
            [],
            "--thread-id", "thr_1", "--limit", "3", "--offset", "-4", "--seconds", "0.5", "--hidden", "--ids", "a",
                "--ids", "b",
            "--input", """{"x":1}""", "--priority", "low"));

    [Fact]
    public void An_argument_that_is_not_given_is_absent() => Assert.Equal(
        "{}",
        Read([ToolArgument.Text("query", "Words."), ToolArgument.Flag("hidden", "Also."),
            ToolArgument.Texts("ids", "These.")], []));

    [Fact]
    public void Words_are_one_text_and_a_place_is_before_them() => Assert.Equal(
        """{"agent":"weles","text":"check the figures"}""",
        Read(
            [ToolArgument.Text("agent", "Who.").Required(), ToolArgument.Text("text", "The work.").Required()],
            [VerbArgument.At("agent", "AGENT"), VerbArgument.Words("text", "TEXT")],
            "weles", "check", "the", "figures"));

    [Fact]
    public void Words_for_a_shell_are_quoted_where_they_must_be() => Assert.Equal(
        """{"command":"grep 'a b' x.txt"}""",
        Read(
            [ToolArgument.Text("command", "A line.").Required()],
            [VerbArgument.ShellWords("command", "COMMAND")],
            "grep",
            "a b",
            "x.txt")
            .Replace("\\u0027", "'"));

    [Fact]
    public void A_relative_path_is_made_whole() => Assert.Equal(
        $$"""{"directory":"{{Path.GetFullPath("notes")}}"}""",
        Read([ToolArgument.Text("directory", "Where.")], [VerbArgument.Path("directory")], "--directory", "notes"));

    [Fact]
    public void A_value_that_is_no_choice_is_a_usage_error()
    {
        Assert.NotEmpty(Parse([Priority], [], out _, "--priority", "never").Errors);
        Assert.Empty(Parse(
            [Priority],
            [VerbArgument.Option("priority") with { IsFreeText = true }],
            out _,
            "--priority",
            "never").Errors);
    }

    [Fact]
    public void A_required_argument_that_is_missing_is_a_usage_error()
    {
        Assert.NotEmpty(Parse([ToolArgument.Text("id", "Which.").Required()], [], out _).Errors);
        Assert.NotEmpty(Parse(
            [ToolArgument.Text("id", "Which.")],
            [VerbArgument.At("id", "ID") with { IsRequired = true }],
            out _).Errors);
    }

    [Fact]
    public void Broken_json_is_refused_with_the_name_of_its_option()
    {
        var parsed = Parse([ToolArgument.Json("input", "Any object.")], [], out var taken, "--input", "{x");

        var refused = Assert.Single(taken).Read(parsed, []);

        Assert.Equal("invalid_argument", refused!.Code);
        Assert.StartsWith("--input is not JSON", refused.Message);
    }

    private static string Read(ToolArgument[] arguments, VerbArgument[] known, params string[] words)
    {
        var parsed = Parse(arguments, known, out var taken, words);
        Assert.Empty(parsed.Errors);
        var call = new JsonObject();
        Assert.All(taken, one => Assert.Null(one.Read(parsed, call)));
        return call.ToJsonString();
    }

    private static ParseResult Parse(
        ToolArgument[] arguments, VerbArgument[] known, out List<VerbOption> taken, params string[] words)
    {
        taken = [.. arguments.Select(argument => VerbOption.Of(
            argument, known.SingleOrDefault(one => one.Name == argument.Name) ?? new VerbArgument(argument.Name)))];
        var command = new Command("verb");
        VerbOption.AddTo(command, taken);
        return command.Parse(words, CommandLine.Parsing);
    }
}
