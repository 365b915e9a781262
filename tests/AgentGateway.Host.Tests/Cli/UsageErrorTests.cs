using System.CommandLine;
using AgentGateway.Cli;
using AgentGateway.Domain;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>Words that are no option of a verb are never taken for its text, for any verb.</summary>
public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("--lmit", "--limit", "thread", "list", "--lmit", "3")]
    [InlineData("--reasn", "--reason", "thread", "handoff", "thr_1", "weles", "--reasn", "x")]
    [InlineData("--timout-seconds", "--timeout-seconds", "session", "wait", "build", "--timout-seconds", "3")]
    [InlineData("--jsn", "--json", "status", "--jsn")]
    public void An_unknown_option_is_refused_with_the_nearest_one(string word, string meant, params string[] args)
    {
        var error = Error(args);

        Assert.Equal("usage", error!.Code);
        Assert.Contains($"no option {word}", error.Message);
        Assert.Contains($"Did you mean {meant}?", error.Message);
    }

    [Theory]
    [InlineData("thread", "send", "--nope", "hello")]
    [InlineData("thread", "send", "hello", "--nope")]
    [InlineData("session", "run", "ls", "-l")]
    [InlineData("answer", "qst_1", "-x")]
    [InlineData("serve", "--port", "3")]
    public void An_unknown_option_is_no_text(params string[] args) => Assert.Contains("no option -", Error(args)!.Message);

    [Theory]
    [InlineData("thread", "send", "--", "--nope", "hello")]
    [InlineData("session", "run", "--", "ls", "-l")]
    [InlineData("thread", "send", "-")]
    [InlineData("thread", "send", "-4")]
    [InlineData("session", "output", "build", "--offset", "-4")]
    [InlineData("session", "wait", "build", "--pattern", "-x")]
    [InlineData("thread", "send", "@weles look", "/run", "now")]
    public void What_is_no_option_is_text(params string[] args) => Assert.Null(Error(args));

    [Theory]
    [InlineData("agw has no verb thred. Did you mean agw thread?", "thred", "list")]
    [InlineData("agw thread has no verb sned. Did you mean agw thread send", "thread", "sned", "hello")]
    [InlineData("agw agents has no verb nosuch.", "agents", "nosuch")]
    [InlineData("agw thread has no verb lst. Did you mean agw thread list?", "thread", "lst", "--json")]
    [InlineData("agw has no verb tasks. Did you mean agw task?", "tasks", "--status", "open")]
    [InlineData("agw has no verb sesion. Did you mean agw session?", "sesion", "list")]
    public void An_unknown_verb_is_refused_with_the_nearest_one(string message, params string[] args) =>
        Assert.StartsWith(message, Error(args)!.Message);

    [Theory]
    [InlineData("agw session run needs COMMAND.", "session", "run")]
    [InlineData("agw session get needs SESSION.", "session", "get")]
    [InlineData("agw task create needs TITLE.", "task", "create")]
    [InlineData("--limit takes a whole number, and x was given.", "thread", "list", "--limit", "x")]
    [InlineData("--limit needs a value.", "thread", "list", "--limit")]
    [InlineData("--kind takes file, output, page or result, and foo was given.", "artifact", "list", "--kind", "foo")]
    [InlineData("agw has no verb handoff. Did you mean agw thread handoff?", "handoff")]
    public void What_is_missing_or_wrong_is_said_in_one_sentence(string message, params string[] args) =>
        Assert.StartsWith(message, Error(args)?.Message);

    [Theory]
    [InlineData("thread list --json", "--json", "thread", "list")]
    [InlineData("thread send --data d --no-start -- --x", "--data", "d", "--no-start", "thread", "send", "--", "--x")]
    [InlineData("status --data=d", "--data=d", "status")]
    [InlineData("--json", "--json")]
    [InlineData("thread send --help", "help", "thread", "send")]
    [InlineData("thread --help", "thread", "help")]
    [InlineData("thread send --help", "thread", "help", "send")]
    [InlineData("thread send help", "thread", "send", "help")]
    [InlineData("--help")]
    public void Words_are_understood_in_several_orders(string expected, params string[] args) =>
        Assert.Equal(expected, string.Join(' ', TypedWords.Of(args)));

    [Fact]
    public void Every_verb_refuses_an_option_that_it_does_not_have()
    {
        foreach (var path in Paths(CommandLine.Root([]), []))
            Assert.Contains("no option --nosuch-option", Error([.. path, "--nosuch-option"])?.Message);
    }

    private static Rejection? Error(string[] args) =>
        UsageErrors.Of(CommandLine.Root(args).Parse(args, CommandLine.Parsing));

    private static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.SelectMany(
            verb => Paths(verb, [.. path, verb.Name]).Prepend([.. path, verb.Name]));
}
