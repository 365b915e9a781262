using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tests.Threads;

/// <summary>The files that a message names are read by its sender, and the gate judges that.</summary>
public sealed class AttachmentTests
{
    [Fact]
    public async Task A_file_of_the_workspace_is_attached_without_an_approval()
    {
        await using var gateway = await Gateway.StartAsync();
        var sender = Sender(gateway);
        var sent = await gateway.Runtime.Messages.SendAsync(sender, new("look at @a.txt"), Gateway.Stop);
        Assert.Null(sent.Rejection);
        Assert.Equal(["a.txt"], await AttachedAsync(gateway, sent.Value.ThreadId));
    }

    [Fact]
    public async Task A_secret_of_the_workspace_is_attached_once_a_person_has_approved_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var sender = Sender(gateway);
        var refused = (await gateway.Runtime.Messages.SendAsync(
            sender, new("look at @.env and @a.txt"), Gateway.Stop)).Rejection!;
        Assert.Equal("approval_required", refused.Code);
        Assert.Empty((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);

        var approval = (await gateway.Runtime.Approvals.GetAsync(refused.ApprovalId!, Gateway.Stop)).Value.Approval;
        Assert.Contains(".env", approval.Summary, StringComparison.Ordinal);
        await gateway.Runtime.Approvals.ResolveAsync(Gateway.Operator, new(approval.Id, "once"), Gateway.Stop);
        var sent = await gateway.Runtime.Messages.SendAsync(sender, new("look at @.env and @a.txt"), Gateway.Stop);

        Assert.Equal([".env", "a.txt"], await AttachedAsync(gateway, sent.Value.ThreadId));
    }

    [Fact]
    public async Task The_person_at_the_command_line_attaches_what_it_reads_itself()
    {
        await using var gateway = await Gateway.StartAsync();
        var sender = new Caller(Principal.Operator, Sender(gateway).Workspace);
        var sent = await gateway.Runtime.Messages.SendAsync(sender, new("look at @.env"), Gateway.Stop);
        Assert.Equal([".env"], await AttachedAsync(gateway, sent.Value.ThreadId));
    }

    [Fact]
    public async Task A_file_that_a_rule_denies_refuses_the_message()
    {
        PolicyRule[] rules = [new("no-notes", PolicyDecision.Deny, PolicySource.File) { Path = "**/notes/**" }];
        await using var gateway = await Gateway.StartAsync(
            new() { Gate = new() { Rules = () => PolicyRules.Shipped.With(rules) } });
        var sender = Sender(gateway);
        Directory.CreateDirectory(Path.Combine(sender.Workspace!, "notes"));
        await File.WriteAllTextAsync(Path.Combine(sender.Workspace!, "notes", "b.txt"), "beta", Gateway.Stop);
        var refused = (await gateway.Runtime.Messages.SendAsync(
            sender, new("look at @notes/b.txt"), Gateway.Stop)).Rejection;
        Assert.Equal("denied", refused!.Code);
    }

    [Fact]
    public async Task A_delegation_that_names_a_secret_is_judged_as_well()
    {
        await using var gateway = await Gateway.StartAsync();
        var refused = (await gateway.Runtime.Get<DelegationService>().DelegateAsync(
            Sender(gateway), new("svarog", "look at @.env"), Gateway.Stop)).Rejection;
        Assert.Equal("approval_required", refused!.Code);
    }

    private static Caller Sender(Gateway gateway)
    {
        var workspace = Directory.CreateDirectory(Path.Combine(gateway.Folder, "project")).FullName;
        File.WriteAllText(Path.Combine(workspace, "a.txt"), "alpha");
        File.WriteAllText(Path.Combine(workspace, ".env"), "SECRET=1");
        return Gateway.Client with { Workspace = workspace };
    }

    private static async Task<IEnumerable<string>> AttachedAsync(Gateway gateway, string thread) =>
        (await gateway.ReadAsync(thread)).Messages[0].Attachments!.Select(attachment => attachment.Name);
}
