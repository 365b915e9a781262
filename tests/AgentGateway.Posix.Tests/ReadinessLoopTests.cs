namespace AgentGateway.Posix.Tests;

public sealed class ReadinessLoopTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ReadinessLoop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task A_wait_ends_when_bytes_come_and_the_next_one_waits_again()
    {
        var (reader, writer) = Descriptor.Pipe();
        using var file = new PolledFile(_loop, reader, PolledFile.Readable);
        using (writer)
        {
            Descriptor.MakeNonBlocking(reader);
            for (var round = 0; round < 3; round++)
            {
                Assert.Equal(NonBlockingIo.NotNow, NonBlockingIo.Read(reader, new byte[8]));
                var ready = file.WhenReadyAsync(TestContext.Current.CancellationToken);
                Assert.False(ready.IsCompleted);
                Assert.Equal(1, NonBlockingIo.Write(writer, "x"u8));
                await ready.WaitAsync(Limit, TestContext.Current.CancellationToken);
                Assert.Equal(1, NonBlockingIo.Read(reader, new byte[8]));
            }
        }

        await file.WhenReadyAsync(TestContext.Current.CancellationToken).WaitAsync(
            Limit, TestContext.Current.CancellationToken);
        Assert.Equal(0, NonBlockingIo.Read(reader, new byte[8]));
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_wait_to_the_others()
    {
        var (reader, writer) = Descriptor.Pipe();
        using var held = writer;
        using var file = new PolledFile(_loop, reader, PolledFile.Readable);
        using var giving = new CancellationTokenSource();
        var given = file.WhenReadyAsync(giving.Token);
        var kept = file.WhenReadyAsync(CancellationToken.None);
        await giving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(kept.IsCompleted);
        Assert.Equal(1, NonBlockingIo.Write(writer, "x"u8));
        await kept.WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Closing_the_descriptor_ends_every_wait_and_is_the_end_of_reading()
    {
        var (reader, writer) = Descriptor.Pipe();
        using var held = writer;
        var file = new PolledFile(_loop, reader, PolledFile.Readable);
        var ready = file.WhenReadyAsync(CancellationToken.None);
        file.Dispose();
        await ready.WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.True(file.IsDisposed);
        Assert.Equal(0, NonBlockingIo.Read(reader, new byte[8]));
    }

    [Fact]
    public async Task The_end_of_a_process_is_seen()
    {
        using var child = StartedChild.Sleep(new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly));
        using var end = PolledFile.OfProcess(_loop, child.Id);
        var ended = end.WhenReadyAsync(CancellationToken.None);
        Assert.False(ended.IsCompleted);
        Signals.Send(child.Id, 9);
        await ended.WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(9, child.Reap());
        Assert.Null(PolledFile.TryOfProcess(_loop, child.Id));
        Assert.Equal(Errno.NoProcess, Assert.Throws<OsException>(() => PolledFile.OfProcess(_loop, child.Id)).Error);
    }
}
