/**
 * What operations get fits the programs: setting names, ports, images and metrics are the same in the source, the launcher, docker-compose.yml and
 * {@code k8s/}, and the Kubernetes files refer to what exists. Everything is read from files: no container and no cluster is needed.
 */
package io.airclass.system.deployment;
