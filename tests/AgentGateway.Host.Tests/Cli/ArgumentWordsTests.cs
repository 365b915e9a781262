using System.CommandLine;
using AgentGateway.Cli;
using AgentGateway.Domain;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>A person is told the option that was typed where an MCP client is told the argument.</summary>
public sealed class ArgumentWordsTests
{
    private static readonly ArgumentWords Words = new(
        new Command("create") { new Option<string>("--not-before"), new Option<string>("--status") },
        new Dictionary<string, string> { ["limit"] = "--limit", ["thread_id"] = "THREAD", ["on_failure"] = "--else" });

    [Theory]
    [InlineData("limit is 0; it must be at least 1.", "--limit is 0; it must be at least 1.")]
    [InlineData("\"nope\" is no status.", "\"nope\" is no status.")]
    [InlineData("\"status\" is no status.", "\"status\" is no status.")]
    [InlineData("status is open or ended.", "--status is open or ended.")]
    [InlineData("Argument \"limit\" must be a number.", "--limit must be a number.")]
    [InlineData("Give thread_id or not_before.", "Give THREAD or --not-before.")]
    [InlineData("It went well. on_failure is fail, skip or run.", "It went well. --else is fail, skip or run.")]
    [InlineData("turn_id is unknown here.", "turn_id is unknown here.")]
    [InlineData("The limit is reached.", "The limit is reached.")]
    public void Names_of_arguments_become_options(string text, string expected)
    {
        Assert.Equal(expected, Words.ForPerson(new("invalid_argument", text)).Message);
        Assert.Equal(expected, Words.ForPerson(new("invalid_argument", "No.", text)).Hint);
        Assert.Equal(text, Words.ForPerson(new("not_found", text)).Message);
    }

    [Fact]
    public void A_value_that_no_option_takes_is_wrong_usage() =>
        Assert.Equal(ExitCodes.Usage, ExitCodes.Of(new Rejection("invalid_argument", "limit is 0.")));
}
