using System.Text;
using CreditAI.Benchmarks.Load.Clients;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class ResponseFrameTests
{
    [Theory]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello", 201)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n", 503)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1A\r\nabcdefghijklmnopqrstuvwx\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 200)]
    public void TryRead_AnswerCutAnywhere_IsFoundOnlyWhenWhole(string answer, int expected)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(ResponseFrame.TryRead(bytes.AsSpan(0, length), out _, out _), $"after {length} bytes");
        }

        Assert.True(ResponseFrame.TryRead([.. bytes, (byte)'H'], out var status, out var whole));
        Assert.Equal(expected, status);
        Assert.Equal(bytes.Length, whole);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    public void TryRead_NoEndCanBeFound_Throws(string answer) =>
        Assert.Throws<InvalidDataException>(() => ResponseFrame.TryRead(Encoding.ASCII.GetBytes(answer), out _, out _));
}
