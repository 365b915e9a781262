using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tests.Approvals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>A workspace whose repository brings a script: the approval shows it and holds for that commit.</summary>
public sealed class SetupApprovalTests
{
    private static readonly RuntimeOptions Asking = new()
    {
        Gate = new()
        {
            Rules = () => PolicyRules.Shipped.With(
                [new("ask-workspaces", PolicyDecision.Ask, PolicySource.Settings)
                {
                    Tool = "workspace_create",
                    Agent = "client",
                }]),
        },
    };

    [Fact]
    public async Task The_committed_script_is_shown_and_another_commit_is_asked_about_anew()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        using var repository = GitRepository.Create();
        repository.Write(".agw/setup.sh", "touch good\n");
        repository.Commit("Setup");
        Assert.Equal("approval_required", await CallAsync(gateway, repository));
        var first = Assert.Single(await gateway.PendingAsync());
        Assert.Equal("touch good\n", first.Preview);
        Assert.Contains("runs .agw/setup.sh of commit", first.Summary);
        Assert.DoesNotContain("always", first.Decisions!);

        await gateway.DecideAsync(first.Id, "once");
        repository.Write(".agw/setup.sh", "touch evil\n");
        repository.Commit("Evil");
        Assert.Equal("approval_required", await CallAsync(gateway, repository));
        var second = Assert.Single(await gateway.PendingAsync());
        Assert.Equal("touch evil\n", second.Preview);

        await gateway.DecideAsync(second.Id, "once");
        Assert.Null(await CallAsync(gateway, repository));
        var made = Assert.Single((await gateway.Runtime.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
        Assert.True(File.Exists(Path.Combine(made.Directory, "evil")));
    }

    [Fact]
    public async Task Without_a_committed_script_there_is_none_to_show()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        using var repository = GitRepository.Create();
        Assert.Equal("approval_required", await CallAsync(gateway, repository));
        Assert.Null(Assert.Single(await gateway.PendingAsync()).Preview);
    }

    /// <returns>The code of the refusal; null where the call was made.</returns>
    private static async Task<string?> CallAsync(Gateway gateway, GitRepository repository)
    {
        var request = new ToolRequest(
            Gateway.Client, JsonSerializer.SerializeToElement(new { name = "work", repository = repository.Path }));
        var answer = await gateway.Runtime.Calls.StartAsync(
            gateway.Runtime.Tools.Find("workspace_create")!, request, Gateway.Stop);
        return answer.IsRefused ? JsonElement.Parse(answer.Json!).GetProperty("code").GetString() : null;
    }
}
