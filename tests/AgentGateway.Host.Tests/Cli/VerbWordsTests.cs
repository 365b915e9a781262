using System.CommandLine;
using AgentGateway.Cli;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>A person is told verbs where an MCP client is told tools.</summary>
public sealed class VerbWordsTests
{
    [Theory]
    [InlineData("List threads with thread_list.", "List threads with `agw thread list`.")]
    [InlineData("Hand it to an agent of agent_list.", "Hand it to an agent of `agw agents`.")]
    [InlineData("See approval_get (thr_1).", "See `agw approvals show` (thr_1).")]
    [InlineData("agw://docs/thread_list and \"thread_id\"", "agw://docs/thread_list and \"thread_id\"")]
    [InlineData("Nothing here.", "Nothing here.")]
    public void Names_of_tools_become_verbs(string text, string expected) =>
        Assert.Equal(expected, VerbWords.ForPerson(text));

    [Fact]
    public void A_refusals_hint_names_a_verb() =>
        Assert.Equal("List threads with `agw thread list`.", VerbWords.ForPerson(ThreadRejections.UnknownThread).Hint);

    [Fact]
    public async Task Every_verb_that_stands_for_a_tool_exists()
    {
        await using var gateway = await Gateway.StartAsync();
        var root = CommandLine.Root([]);

        foreach (var tool in gateway.Runtime.Tools.All.Select(tool => tool.Name))
        {
            if (VerbWords.Verb(tool) is not { } verb) continue;
            Assert.Equal($"Use `agw {verb}`.", VerbWords.ForPerson($"Use {tool}."));
            var words = verb.Split([' ', ',']);
            Command command = root;
            foreach (var word in words.TakeWhile(word => word.Length > 0))
            {
                if (command.Subcommands.SingleOrDefault(one => one.Name == word) is not { } next) break;
                command = next;
            }

            Assert.True(
                command.Subcommands.Count == 0 || verb is "agents" or "approvals" or "mcp-servers", $"{tool}: {verb}");
        }
    }
}
