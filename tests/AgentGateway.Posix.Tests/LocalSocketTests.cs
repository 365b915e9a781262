using System.Net.Sockets;

namespace AgentGateway.Posix.Tests;

public sealed class LocalSocketTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Bytes_go_both_ways_and_each_side_hears_the_end_of_the_other()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_scratch.At("socket")));
        listener.Listen();
        var socket = LocalSocket.Connect(_scratch.At("socket"));
        using var accepted = listener.Accept();
        var buffer = new byte[16];

        Assert.Equal(-1, LocalSocket.Receive(socket, buffer));
        Assert.True(Errno.MayTryAgain);
        Assert.Equal(5, LocalSocket.Send(socket, "hello"u8));
        Assert.Equal(5, accepted.Receive(buffer));
        LocalSocket.EndSending(socket);
        Assert.Equal(0, accepted.Receive(buffer));

        accepted.Send("answer"u8);
        Assert.Equal(1, RawFile.Poll([new(socket, PollEvents.In)], -1));
        Assert.Equal(6, LocalSocket.Receive(socket, buffer));
        accepted.Close();
        Assert.Equal(1, RawFile.Poll([new(socket, PollEvents.In)], -1));
        Assert.Equal(0, LocalSocket.Receive(socket, buffer));
        RawFile.Close(socket);
    }

    [Fact]
    public void Without_a_listener_a_connection_fails_and_a_path_may_be_too_long_for_an_address()
    {
        Assert.Equal(-1, LocalSocket.Connect(_scratch.At("nothing")));
        Assert.Equal(-1, LocalSocket.Connect("/" + new string('x', LocalSocket.PathBytesMax)));
    }
}
