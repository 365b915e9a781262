using System.Text;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>Files that come with messages.</summary>
public sealed class ChatFileTests
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0, 1, 2, 3];

    [Fact]
    public async Task A_text_stands_in_the_message_and_another_file_is_an_artifact_of_the_thread()
    {
        var chat = new TestPlatform { Files = { ["t"] = "blue"u8.ToArray(), ["p"] = Picture } };
        await using var gateway = await ChatGateway.StartAsync(chat);
        string? content = null;
        gateway.Driver.Script("svarog", (turn, _) =>
        {
            content = turn.Triggers[^1].Attachments?[^1].Content;
            return Task.FromResult(ScriptedDriver.Completed("seen"));
        });

        await SaysWithAsync(chat, new("t", "notes.txt", 4), new("p", "photo.txt", Picture.Length));

        Assert.Equal("seen", (await chat.NextAsync()).Text);
        var attached = await AttachedAsync(gateway);
        Assert.Equal(["notes.txt", "photo.txt"], attached.Select(file => file.Name));
        Assert.Null(attached[0].ArtifactId);
        var read = (await gateway.Runtime.Get<ArtifactService>().ReadAsync(
            new(attached[1].ArtifactId!), Gateway.Stop)).Value;
        Assert.Equal("image/png", read.Artifact.MediaType);
        Assert.Equal(Picture, Convert.FromBase64String(read.Base64!));
        Assert.Contains(attached[1].ArtifactId!, content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_cut_in_the_message_and_whole_as_an_artifact()
    {
        var chat = new TestPlatform { Files = { ["t"] = Encoding.UTF8.GetBytes(new string('x', 100_001)) } };
        await using var gateway = await ChatGateway.StartAsync(chat);

        await SaysWithAsync(chat, new InboundFile("t", "long.txt", null));

        await chat.NextAsync();
        var file = Assert.Single(await AttachedAsync(gateway));
        Assert.Equal((100_000, true), (file.Characters, file.Truncated));
        var read = (await gateway.Runtime.Get<ArtifactService>().ReadAsync(
            new(file.ArtifactId!, Offset: 100_000), Gateway.Stop)).Value;
        Assert.Equal(("x", "text/plain"), (read.Text, read.Artifact.MediaType));
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_not_given_out_is_told_to_the_person_and_to_the_agent()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);

        await SaysWithAsync(chat, new("big", "big.zip", 1L << 40), new("gone", "gone.zip", 10));

        var told = await chat.NextAsync(sent => sent.Message.IsQuiet);
        // The message is posted after its author was told.
        await chat.NextAsync();
        Assert.Contains("`big.zip` was not kept: it is larger than", told.Text, StringComparison.Ordinal);
        Assert.Contains("`gone.zip` was not kept: The file is gone.", told.Text, StringComparison.Ordinal);
        var attached = await AttachedAsync(gateway);
        Assert.Equal(["big.zip", "gone.zip"], attached.Select(file => file.Name));
        Assert.All(attached, file => Assert.True(file is { ArtifactId: null, Characters: > 0 }));
    }

    [Fact]
    public async Task Three_files_are_fetched_at_once_and_attached_in_their_order()
    {
        string[] names = ["a", "b", "c", "d"];
        var chat = new TestPlatform();
        foreach (var name in names) chat.Files[name] = Encoding.UTF8.GetBytes(name);
        var (begun, third) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var isFourthAhead = false;
        chat.Downloading = async reference =>
        {
            isFourthAhead |= reference == "d" && !third.Task.IsCompleted;
            if (Interlocked.Increment(ref begun) == 3) third.SetResult();
            await third.Task.WaitAsync(Limits.Signal);
        };
        await using var gateway = await ChatGateway.StartAsync(chat);

        await SaysWithAsync(chat, [.. names.Select(name => new InboundFile(name, $"{name}.txt", 1))]);

        await chat.NextAsync();
        Assert.Equal(names.Select(name => $"{name}.txt"), (await AttachedAsync(gateway)).Select(file => file.Name));
        Assert.False(isFourthAhead);
    }

    private static Task SaysWithAsync(TestPlatform chat, params InboundFile[] files) => chat.SaysAsync(
        chat.Message(chat.Direct("1"), true, "look", "1", "Alice") with
        {
            Addressing = Addressing.Direct,
            Files = files,
        });

    private static async Task<IReadOnlyList<AttachmentView>> AttachedAsync(Gateway gateway)
    {
        var thread = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads[0].Id;
        return (await gateway.ReadAsync(thread)).Messages[0].Attachments!;
    }
}
