/* answering.h -- for tests of requests that go out: a server on loopback in a thread of its own, which answers each
 * connection with what answer() says and keeps the last request. */
#ifndef TEST_ANSWERING_H
#define TEST_ANSWERING_H

#include <arpa/inet.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct answering {
    int socket, port, asked;
    pthread_t thread;
    const char *(*answer)(const char *request); /* a whole reply: "HTTP/1.1 200 OK\r\n...\r\n\r\nbody"; NULL: hang up */
    char request[8192];
};

static void answering_one(struct answering *a, int c)
{
    size_t n = 0;
    const char *body = NULL, *length;
    size_t want = 0;
    while (n + 1 < sizeof(a->request)) {
        ssize_t got = recv(c, a->request + n, sizeof(a->request) - 1 - n, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
        a->request[n] = '\0';
        if (body == NULL && (body = strstr(a->request, "\r\n\r\n")) != NULL) {
            length = strstr(a->request, "Content-Length: ");
            want = (size_t)(body + 4 - a->request) + (length != NULL && length < body ? (size_t)atoi(length + 16) : 0);
        }
        if (body != NULL && n >= want)
            break;
    }
    const char *reply = a->answer(a->request);
    if (reply != NULL && send(c, reply, strlen(reply), MSG_NOSIGNAL) < 0)
        perror("send");
}

static void *answering_all(void *arg)
{
    struct answering *a = arg;
    for (int c; (c = accept(a->socket, NULL, NULL)) >= 0; close(c)) {
        a->asked++;
        answering_one(a, c);
    }
    return NULL;
}

static bool answering_begin(struct answering *a, const char *(*answer)(const char *request))
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof(at);
    *a = (struct answering){.socket = socket(AF_INET, SOCK_STREAM, 0), .answer = answer};
    if (a->socket < 0 || bind(a->socket, (struct sockaddr *)&at, n) != 0 || listen(a->socket, 8) != 0 || getsockname(a->socket, (struct sockaddr *)&at, &n) != 0)
        return false;
    a->port = ntohs(at.sin_port);
    return pthread_create(&a->thread, NULL, answering_all, a) == 0;
}

static void answering_end(struct answering *a)
{
    shutdown(a->socket, SHUT_RDWR);
    close(a->socket);
    pthread_join(a->thread, NULL);
}

#endif
