using System.Text;

namespace AgentGateway.Posix.Tests;

public sealed class DescriptorMessageTests
{
    [Fact]
    public void A_message_arrives_with_descriptors_of_the_receivers_own()
    {
        var (own, other) = DescriptorMessage.Pair();
        using (own)
        using (other)
        {
            var (reader, writer) = Descriptor.Pipe();
            using (reader)
            using (writer) DescriptorMessage.Send(own, "two"u8, reader, writer);
            var buffer = new byte[16];
            var (length, files) = DescriptorMessage.Receive(other, buffer);
            Assert.Equal(("two", 2), (Encoding.ASCII.GetString(buffer, 0, length), files.Length));
            using (var into = new FileStream(files[1], FileAccess.Write)) into.Write("through"u8);
            using var stream = new FileStream(files[0], FileAccess.Read);
            Assert.Equal("through", new StreamReader(stream).ReadToEnd());
        }
    }

    [Fact]
    public void Messages_keep_their_bounds_and_the_end_of_the_other_is_told()
    {
        var (own, other) = DescriptorMessage.Pair();
        using (own)
        {
            using (other)
            {
                DescriptorMessage.Send(other, "one"u8);
                DescriptorMessage.Send(other, "two"u8);
            }

            var buffer = new byte[16];
            Assert.Equal(3, DescriptorMessage.Receive(own, buffer).Length);
            Assert.Equal("two", Encoding.ASCII.GetString(buffer, 0, DescriptorMessage.Receive(own, buffer).Length));
            Assert.Equal(0, DescriptorMessage.Receive(own, buffer).Length);
            Assert.Throws<OsException>(() => DescriptorMessage.Send(own, "gone"u8));
        }
    }

    [Fact]
    public void What_is_no_such_socket_is_an_error()
    {
        using var file = Descriptor.Open("/dev/null", OpenFlags.ReadWrite);
        Assert.Throws<OsException>(() => DescriptorMessage.Receive(file, new byte[1]));
    }
}
